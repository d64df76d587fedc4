// The test function of every spec: a page whose errors are the test's.
import { test as base } from '@playwright/test';
import { Playground } from './playground';

export { expect } from '@playwright/test';

export const test = base.extend<{ playground: Playground; failures: string[] }>({
  /** Errors of the page, the console and the network. A test that provokes some empties the list. */
  failures: [
    async ({ page }, use, info) => {
      const failures: string[] = [];
      page.on('pageerror', error => failures.push(`page error: ${error.message}`));
      page.on('console', message => {
        if (message.type() === 'error') failures.push(`console: ${message.text()}`);
      });
      page.on('requestfailed', request => {
        // A page that is left lets go of what it still asked for: the browser aborts it, and nobody misses it.
        const reason = request.failure()?.errorText ?? '';
        if (!/ABORTED/.test(reason)) failures.push(`request failed: ${request.url()} ${reason}`);
      });
      await use(failures);
      // A test that failed has its picture taken, which the policy does not allow without a complaint.
      if (info.status === info.expectedStatus) base.expect(failures, 'errors of the page').toEqual([]);
    },
    { auto: true },
  ],
  playground: async ({ page }, use) => {
    await use(new Playground(page));
  },
});
