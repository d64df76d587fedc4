// Tasks that block the page, where the browser tells them: printed, for no clock decides whether a test passes.

import type { Page } from '@playwright/test';

/** Collects the tasks of a page that take longer than 50 ms, from the next document on. */
export async function watchTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    if (PerformanceObserver.supportedEntryTypes.includes('longtask'))
      new PerformanceObserver(list => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
        type: 'longtask',
      });
  });
}

/** What is done next is watched from here on. */
export async function forgetTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    (window as unknown as { longTasks: number[] }).longTasks.length = 0;
  });
}

/** Those of more than 100 ms since they were forgotten. */
export async function printTasks(page: Page, name: string): Promise<void> {
  const tasks = await page.evaluate(() =>
    (window as unknown as { longTasks: number[] }).longTasks.filter(length => length > 100),
  );
  if (tasks.length > 0) console.log(`${name}: tasks of ${tasks.join(', ')} ms`);
}
