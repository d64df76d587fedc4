// What can be wrong with a figure's labels and rows, found in the page itself.

import type { Page } from '@playwright/test';

/** Sentences about labels that are cut or run into one another, and about rows that leave their line; none if all is well. */
export function labelFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      getComputedStyle(element).clipPath === 'none';
    const name = (element: Element): string =>
      `<${element.localName} ${element.className}> "${(element.textContent ?? '').trim().slice(0, 24)}"`;
    const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)].filter(isShown);

    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} px wide on ${clientWidth} px`);

    // A label with an ellipsis, or one that its box cuts.
    const named = 'h1, h2, h3, legend, label, button, summary, .stop-name, .lane-title, .matrix-name, .note, .field label';
    for (const element of all(`:is(${named}):not(:has(math))`)) {
      const { overflowX } = getComputedStyle(element);
      if (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) found.push(`${name(element)} is cut`);
    }
    // Of a formula that scrolls sideways nothing is cut above and below.
    for (const formula of all('attention-formula')) {
      if (getComputedStyle(formula).overflowY === 'visible') continue;
      const { top, bottom } = formula.getBoundingClientRect();
      for (const symbol of formula.querySelectorAll('mi, mo, mn')) {
        const box = symbol.getBoundingClientRect();
        if (box.height > 0 && (box.top < top - 2 || box.bottom > bottom + 2)) found.push(`${name(symbol)} of the formula is cut`);
      }
    }
    // Names that fit are not cut; those that are longer than any place may be, and say all when they are pointed at.
    for (const element of all('.row-label, .column-labels:not(.rotated) .column-label, .share-name, .shares-title')) {
      const short = (element.textContent ?? '').length <= 9;
      if (short && element.scrollWidth > element.clientWidth + 1) found.push(`${name(element)} is cut`);
    }

    // Within one figure; what stays while the rest scrolls lies over it by design.
    for (const figure of all('.flow, .labelled, .stage-line')) {
      const own = [
        ...figure.querySelectorAll<HTMLElement>(
          '.stop-name, .stop .symbol, .wire-label, .matrix-symbol, .lane-title, .pace, .chosen-title, .share-name, .share-value, .shares-title, .row-label, .column-labels:not(.rotated) span, .head-number',
        ),
      ].filter(element => isShown(element) && (element.textContent ?? '').trim() !== '');
      const boxes = own.map(element => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const { left, right, top, bottom } =
          element.localName === 'select' ? element.getBoundingClientRect() : range.getBoundingClientRect();
        return { element, left, right, top: top + 2, bottom: bottom - 2 };
      });
      for (const [index, one] of boxes.entries()) {
        for (const other of boxes.slice(index + 1)) {
          if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
          const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
          const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
          if (width > 1 && height > 1) found.push(`${name(one.element)} runs into ${name(other.element)}`);
        }
      }
    }

    // One row is one token: of a line's matrices with as many rows, each row stands beside its name.
    for (const lane of all('attention-lane')) {
      const names = [...lane.querySelectorAll<HTMLElement>('.row-label')];
      const places = names.map(label => {
        const { top, height } = label.getBoundingClientRect();
        return top + height / 2;
      });
      for (const matrix of lane.querySelectorAll<HTMLElement>(
        ':is(.placed.left, .placed.scores, .placed.between, .placed.weights, .placed.right) attention-matrix',
      )) {
        const rows = [...matrix.querySelectorAll<HTMLElement>('[data-column="0"][data-row]')];
        if (rows.length !== names.length || rows[0]?.offsetWidth === rows[0]?.offsetHeight) continue;
        rows.forEach((row, index) => {
          const { top, height } = row.getBoundingClientRect();
          const off = top + height / 2 - (places[index] ?? 0);
          if (Math.abs(off) > 1) found.push(`row ${index} of ${matrix.dataset.name} is ${off.toFixed(1)} px off its name`);
        });
      }
    }
    return [...new Set(found)];
  });
}
