import { resolve } from 'node:path';
import { env } from 'node:process';
import { defineConfig } from '@playwright/test';

// CMake's test workflow sets these; without them the page is the one that the workflow built last, and the browsers are
// Playwright's own.
const root = resolve(__dirname, '../..');
const site = env.ATTENTION_SITE ?? resolve(root, 'build/page');
const results = env.ATTENTION_RESULTS ?? resolve(root, 'build/test/browser');
const chromium = env.ATTENTION_CHROMIUM;
const firefox = env.ATTENTION_FIREFOX;

// Drawn once: Playwright's workers read this file again, and find the port in their environment.
env.ATTENTION_PORT ??= String(20000 + Math.floor(Math.random() * 20000));
const address = `http://127.0.0.1:${env.ATTENTION_PORT}/`;

// What goes through everything there is takes longer than all others together, and is asked for: ATTENTION_SWEEPS=1.
const sweeps = /\b(looks|tours)\.spec|@sweep/;

// What does not depend on the engine, or takes long, is tested in Chromium, and in Firefox by the tests that are tagged so;
// ATTENTION_SWEEPS=1 asks Firefox for all of it.
const chromiumAlone =
  /^(?!.*@every-engine).*\b(accessibility|arithmetic|bench|catalogue|compare|compare-layout|controls|cost|cpp|errors|exercises|export|figures|flow-use|flows|gradients|hostile-links|hostile-text|layout|lens|lesson-text|lessons|links-kept|long|loss|mechanisms|monkey|options|panels|words-kept)\.spec/;

export default defineConfig({
  testDir: '.',
  outputDir: results,
  // No test asks how long something takes: these only end what would never come, on the slowest machine.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // A machine that is busy with something else may make one wait too long; the list names such a test "flaky".
  retries: 1,
  reporter: [['list']],
  use: { baseURL: address, locale: 'en-GB', screenshot: 'only-on-failure' },
  webServer: {
    command: `node "${resolve(root, 'cmake/serve.mjs')}" "${site}" ${env.ATTENTION_PORT}`,
    url: address,
    reuseExistingServer: false,
  },
  projects: [
    {
      name: 'chromium',
      grepInvert: env.ATTENTION_SWEEPS ? [] : sweeps,
      use: {
        browserName: 'chromium',
        // A container's root may not use Chromium's own sandbox.
        launchOptions: { ...(chromium ? { executablePath: chromium } : {}), args: ['--no-sandbox'] },
      },
    },
    {
      name: 'firefox',
      grepInvert: env.ATTENTION_SWEEPS ? [] : [sweeps, chromiumAlone],
      use: firefox
        ? {
            browserName: 'firefox',
            // The stock Firefox, driven by WebDriver BiDi, which cannot emulate these.
            channel: 'moz-firefox',
            launchOptions: { executablePath: firefox },
            colorScheme: null,
            contextOptions: { reducedMotion: null, forcedColors: null, contrast: null },
          }
        : { browserName: 'firefox' },
    },
  ],
});
