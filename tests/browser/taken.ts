// What the page gives as a file, read before the browser saves it.

import { expect, type Page } from '@playwright/test';

export interface Taken {
  readonly type: string;
  readonly name: string;
  readonly text: string;
  /** Of a picture. */
  readonly width: number;
  readonly height: number;
}

/** From the next page on. */
export async function watchFiles(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const kept: { blob: Blob; name: string }[] = [];
    Object.assign(window, { kept });
    const urls = new Map<string, Blob>();
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob): string => {
      const url = make(blob);
      urls.set(url, blob);
      return url;
    };
    HTMLAnchorElement.prototype.click = function (): void {
      const blob = urls.get(this.href);
      if (blob) kept.push({ blob, name: this.download });
    };
  });
}

/** The file that comes of something done. */
export async function take(page: Page, act: () => Promise<unknown>): Promise<Taken> {
  const count = (): Promise<number> => page.evaluate(() => (window as unknown as { kept: unknown[] }).kept.length);
  const before = await count();
  await act();
  // What draws it may have to be fetched first.
  await expect.poll(count, { timeout: 20_000 }).toBe(before + 1);
  return page.evaluate(async () => {
    const { blob, name } = (window as unknown as { kept: { blob: Blob; name: string }[] }).kept.at(-1) as {
      blob: Blob;
      name: string;
    };
    const picture = blob.type === 'image/png' ? await createImageBitmap(blob) : null;
    return {
      type: blob.type,
      name,
      text: picture ? '' : await blob.text(),
      width: picture?.width ?? 0,
      height: picture?.height ?? 0,
    };
  });
}

/** Opens the menu, if it is not open. */
export async function openExport(page: Page): Promise<void> {
  const button = page.locator('[data-control="export"]');
  if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
  await expect(page.locator('.export-menu')).toBeVisible();
}

export async function takeSvg(page: Page): Promise<Taken> {
  await openExport(page);
  return take(page, () => page.locator('[data-control="save-svg"]').click());
}
