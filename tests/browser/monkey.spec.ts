// Random actions in one visit, as a sweep ten thousand: after each the figure is what another core computes from the link, memory
// stays flat, and no error escapes. ATTENTION_SEED and ATTENTION_STEPS repeat a run or change its length.

import { env } from 'node:process';
import type { Page } from '@playwright/test';
import { compare, reportOf } from './command';
import { installChecks } from './monkey/checks';
import { installDeeds } from './monkey/deeds';
import { install } from './monkey/install';
import type { Memory, Report } from './monkey/types';
import { hashOf, readMatrices, stateOf } from './playground';
import { expect, test } from './test';

const seed = Number(env.ATTENTION_SEED ?? 20261128);

/** So many actions; stops at the first after which something is wrong. */
function act(page: Page, steps: number): Promise<Report> {
  return page.evaluate(async count => {
    const { monkey } = window;
    let [wrong, step]: [string | null, number] = [null, 0];
    for (; step < count && !wrong; ++step) {
      try {
        await monkey.act();
        await monkey.settle();
        wrong = monkey.check();
      } catch (caught) {
        wrong = `thrown: ${caught instanceof Error ? (caught.stack ?? caught.message) : String(caught)}`;
      }
    }
    const { deeds, refused, compared, counts } = monkey;
    return { wrong, deeds, steps: step, refused, compared, counts };
  }, steps);
}

/** A second core, of the very module that the page has. */
async function loadFresh(page: Page): Promise<void> {
  const script = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .find(name => /\/attention-(?!first)[^/]*\.js$/.test(name)),
  );
  if (!script) throw new Error('the page has not loaded its core');
  await page.evaluate(
    `import(${JSON.stringify(script)}).then(async ({ default: create }) => void (window.monkey.fresh = await create()))`,
  );
}

/** Fills what can be undone up to its limit: two fields in turn, for changes of one would be one step. */
async function fillHistory(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let change = 0; change < 1000; ++change) {
      const field = document.querySelector<HTMLInputElement>(`[data-control="${change % 2 === 0 ? 'seed' : 'temperature'}"]`);
      if (!field) throw new Error('a field is missing');
      field.value = String(1 + ((change >> 1) % 9));
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await window.monkey.settle();
    }
  });
}

/** What is alive once the page has come back to one and the same figure. */
async function memoryOf(page: Page, heap: () => Promise<number>): Promise<Memory & { heap: number }> {
  await page.evaluate(
    async hash => {
      history.replaceState(null, '', '#');
      location.hash = hash;
      await new Promise(done => setTimeout(done, 300));
      await window.monkey.settle();
    },
    hashOf({ version: 1, mechanism: 'masked', tokens: ['the', 'dog', 'ran'] }),
  );
  const memory = await page.evaluate(() => window.monkey.memory());
  return { ...memory, heap: await heap() };
}

test('random actions: the figure is always what its link says, and memory stays flat', async ({
  page,
  playground,
  browserName,
}) => {
  const sweep = env.ATTENTION_SWEEPS ? (browserName === 'chromium' ? 10_000 : 2_000) : 100;
  const steps = Number(env.ATTENTION_STEPS ?? sweep);
  const turn = Math.min(250, steps / 2);
  test.setTimeout(60_000 + 500 * steps);
  console.log(`seed ${seed}, ${steps} actions`);
  await page.addInitScript(install, seed);
  await playground.open();
  // All that is loaded later is loaded now: what the actions show is then there at once.
  for (const mechanism of ['pointer', 'encoder', 'multi_head']) await playground.choose(mechanism);
  await loadFresh(page);
  await page.evaluate(installDeeds);
  await page.evaluate(installChecks);
  await page.evaluate('window.countGraphs()');
  if (env.ATTENTION_SWEEPS) await fillHistory(page);
  const devtools = browserName === 'chromium' ? await page.context().newCDPSession(page) : null;
  const heap = async (): Promise<number> => {
    if (!devtools) return 0;
    await devtools.send('HeapProfiler.collectGarbage');
    return (await devtools.send('Runtime.getHeapUsage')).usedSize;
  };

  const memories: (Memory & { heap: number })[] = [];
  let report: Report | null = null;
  for (let done = 0; done < steps; done += turn) {
    report = await act(page, Math.min(turn, steps - done));
    const { wrong, deeds, steps: acted } = report;
    if (!wrong) await page.evaluate(() => window.monkey.rest());
    const link = await page.evaluate(() => window.monkey.store().link());
    expect(wrong, `seed ${seed}, action ${done + acted}, ${link}; the last ones:\n${deeds.join('\n')}`).toBeNull();
    // Gradients, and what is compared, are not what the command prints.
    const { view } = stateOf(link) as { view?: { gradientOf?: unknown; panel?: unknown } };
    if (!view?.gradientOf && view?.panel !== 'compare' && (done / turn) % 2 === 0) {
      const { complaints } = compare(await readMatrices(page.locator('main')), reportOf(link));
      expect(complaints, link).toEqual([]);
    }
    if (steps / turn <= 10 || (done / turn) % 4 === 3) memories.push(await memoryOf(page, heap));
  }
  console.log(JSON.stringify({ ...report, deeds: undefined }), JSON.stringify(memories));
  for (const { alive } of memories) expect(alive, 'graphs that are alive beside the one that is shown').toBe(0);
  // After four thousand the browser has compiled what is used at all, and all that can stay open has been.
  const [first, later] = [memories.slice(0, 4), memories.slice(4)];
  for (const kind of ['heap', 'elements'] as const)
    for (const memory of later)
      expect(memory[kind], kind).toBeLessThanOrEqual(1.1 * Math.max(...first.map(earlier => earlier[kind])));
  // The core's memory never shrinks: it is what the largest figure took. What leaked since would leave no room for it; what lies
  // where that was, from other figures, takes a part.
  const more = await page.evaluate(() => window.monkey.again());
  expect(more, 'bytes more for the largest figure').toBeLessThanOrEqual(0.1 * (memories.at(-1)?.wasm ?? 0));
  // Most of the way is not spent with what is refused.
  expect(report?.refused).toBeLessThan(steps / 2);
});
