// What the content security policy of a page refused.

import type { Page } from '@playwright/test';

/** Collects, in every frame, what is refused. Call before the page is opened. */
export async function watchViolations(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const refused: string[] = [];
    Object.assign(globalThis, { refusedByPolicy: refused });
    document.addEventListener('securitypolicyviolation', event => {
      refused.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
    });
  });
  return async () => {
    const lists = await Promise.all(
      page
        .frames()
        .map(frame => frame.evaluate(() => (globalThis as { refusedByPolicy?: string[] }).refusedByPolicy ?? ['not watched'])),
    );
    return lists.flat();
  };
}
