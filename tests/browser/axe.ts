import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * Serious faults of accessibility that axe-core finds, as sentences. What is left out is not looked at. What it finds does not
 * depend on the browser: Chromium's answer serves, which comes much sooner.
 */
export async function axeFaults(page: Page, leftOut?: string): Promise<string[]> {
  if (page.context().browser()?.browserType().name() !== 'chromium') return [];
  // axe-core brings its own declarations of Playwright's types.
  const options = { page } as unknown as ConstructorParameters<typeof AxeBuilder>[0];
  // In the page itself and of what is wrong alone: else it opens a further page, and names every cell that is right.
  const builder = new AxeBuilder(options).options({ resultTypes: ['violations'] }).setLegacyMode();
  const { violations } = await (leftOut ? builder.exclude(leftOut) : builder).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')} ${failureSummary.split('\n').at(-1)?.trim()}`),
    );
}
