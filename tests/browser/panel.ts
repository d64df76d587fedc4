import { expect, type Page } from '@playwright/test';

/** Looks at the figure in another way. */
export async function show(page: Page, panel: string): Promise<void> {
  await page.locator(`[data-panel="${panel}"]`).click();
  // Its views, and for some the whole core, may have to be fetched first.
  await expect(page.locator(`[data-panel="${panel}"]`)).toHaveAttribute('aria-pressed', 'true', { timeout: 20_000 });
  await expect(page.locator(`attention-${panel}-panel`)).toBeVisible();
}
