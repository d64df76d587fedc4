// What can be wrong with how a page is laid out, found in the page itself.

import type { Page } from '@playwright/test';

export interface Wishes {
  /** Whether fingers must hit the controls: at least 44 px high and wide. */
  readonly touch: boolean;
}

/** Sentences about what is wrong; none if all is well. */
export function examine(page: Page, wishes: Wishes): Promise<string[]> {
  return page.evaluate(({ touch }) => {
    const found: string[] = [];
    // Indices and exponents of a formula are smaller than its letters, as in print.
    const smallest = { text: 12, index: 10, target: 44 };

    const describe = (element: Element): string => {
      const data = (element as HTMLElement).dataset;
      const name = data.control ?? data.stop ?? data.head ?? data.mechanism ?? element.getAttribute('class') ?? '';
      return `<${element.localName} ${name}> "${(element.textContent ?? '').trim().slice(0, 20)}"`;
    };
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      !element.closest('.hidden-text, .skip:not(:focus)');

    /** What of an element is not cut off by what it scrolls in. */
    const visibleBox = (element: Element): DOMRect => {
      let { left, top, right, bottom } = element.getBoundingClientRect();
      for (let outer = element.parentElement; outer; outer = outer.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(outer);
        const box = outer.getBoundingClientRect();
        if (overflowX !== 'visible') [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
        if (overflowY !== 'visible') [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
        if (outer === document.body) break;
      }
      return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    };
    /** What stays in place while the rest scrolls is a layer of its own. */
    const layerOf = (element: Element): Element | null => {
      for (let outer: Element | null = element; outer; outer = outer.parentElement) {
        if (['fixed', 'sticky'].includes(getComputedStyle(outer).position)) return outer;
      }
      return null;
    };

    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} px wide on ${clientWidth} px`);

    const controls = [...document.querySelectorAll('button, input, select, a[href], label.check, [role="switch"]')].filter(
      element =>
        isShown(element) &&
        !element.closest('label.check input') &&
        visibleBox(element).width > 4 &&
        visibleBox(element).height > 4,
    );
    const boxes = controls.map(element => ({ element, box: visibleBox(element), layer: layerOf(element) }));
    for (const [index, one] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        if (one.layer !== other.layer || one.element.contains(other.element) || other.element.contains(one.element)) continue;
        const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (width > 1 && height > 1)
          found.push(
            `${describe(one.element)} overlaps ${describe(other.element)} by ${width.toFixed(1)} × ${height.toFixed(1)} px`,
          );
      }
    }

    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = new Map<string, number>();
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const element = text.parentElement;
      if (!element || !(text.textContent ?? '').trim() || element.closest('noscript, script, style, option') || !isShown(element))
        continue;
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      const index = element.closest('msub, msup, msubsup') !== null;
      if (size < (index ? smallest.index : smallest.text) - 0.05) small.set(describe(element), size);
    }
    for (const [name, size] of small) found.push(`${name} is written at ${size} px`);

    // Numbers of neighbouring cells do not look like one.
    const written = document.createRange();
    for (const line of document.querySelectorAll('.cells .line')) {
      let end = Number.NEGATIVE_INFINITY;
      for (const cell of line.children) {
        if (!cell.textContent) continue;
        const [own, { overflowX }] = [cell.getBoundingClientRect(), getComputedStyle(cell)];
        written.selectNodeContents(cell);
        const box = overflowX === 'hidden' ? own : written.getBoundingClientRect();
        if (box.left - end < (own.width < 38 ? 0 : 3))
          found.push(`${describe(cell)} is ${(box.left - end).toFixed(1)} px from the number before it`);
        end = box.right;
      }
    }

    if (touch) {
      for (const { element } of boxes) {
        // A link within a sentence is as high as its line.
        if (getComputedStyle(element).display === 'inline') continue;
        const { width, height } = element.getBoundingClientRect();
        const target = Math.min(height, element.matches('input:not([type="checkbox"])') ? height : width);
        if (target < smallest.target - 0.5)
          found.push(`${describe(element)} is ${width.toFixed(0)} × ${height.toFixed(0)} px, small for a finger`);
      }
    }
    return found;
  }, wishes);
}
