import type { Target } from '../types.ts';

// What a step of a tour points at bears the step's number, wherever it is on the page.

const parts: Readonly<Record<Extract<Target, { part: string }>['part'], string>> = {
  tokens: '.token-fields',
  arithmetic: '.arithmetic',
  controls: '.controls',
  heads: 'main .heads',
  panel: 'attention-panels',
  edges: '[data-view="edges"]',
  costs: '.cost-scroll',
  steps: '.choosers .segmented, .timeline-buttons',
};

/** The elements that a target stands for, as far as they are on the page; on a phone a stage may stand for its matrix. */
export function elementsOf(target: Target): HTMLElement[] {
  if (target.stages) {
    const [matrices, stops] = [`main attention-matrix[data-stage`, `[data-stop`].map(start =>
      target.stages.flatMap(stage => [...document.querySelectorAll<HTMLElement>(`${start}="${stage}"]`)]),
    ) as [HTMLElement[], HTMLElement[]];
    if (matrices.length > 0) return target.last ? matrices.slice(-1) : matrices;
    if (stops.length > 0) return stops.slice(0, 1);
  }
  const found = 'part' in target ? document.querySelector<HTMLElement>(parts[target.part]) : controlOf(target.control);
  // On a phone the controls are behind a button, and the arithmetic comes with the number that it explains.
  const instead =
    'part' in target && target.part === 'arithmetic' ? 'main attention-matrix' : '.play-bar [data-control="settings"]';
  const element = found ?? document.querySelector<HTMLElement>(instead);
  return element ? [element] : [];
}

/** A bare box has no room for the number: what is around it has. */
function controlOf(path: string | undefined): HTMLElement | null {
  const found = document.querySelector<HTMLElement>(`[data-field="${path}"], [data-control="${path}"]`);
  return found?.localName === 'input' ? (found.parentElement ?? found) : found;
}

/** Points at them with a number; at nothing without one. */
export function pointAt(target: Target | null, number: number): void {
  const wanted = target ? elementsOf(target) : [];
  for (const element of document.querySelectorAll<HTMLElement>('[data-tour]')) {
    if (!wanted.includes(element)) delete element.dataset.tour;
  }
  for (const element of wanted) {
    unfold(element);
    element.dataset.tour = String(number);
  }
}

/** Brings it into view, and the keyboard to it if it is asked for. */
export async function show(target: Target, focus: boolean): Promise<void> {
  // On a phone one matrix shows at a time.
  if (target.stages) {
    const stops = target.stages.flatMap(stage => [
      ...document.querySelectorAll<HTMLElement>(`.stage-line [data-stop="${stage}"]`),
    ]);
    if (!stops.some(stop => stop.matches('.now')) || target.last) stops.at(target.last ? -1 : 0)?.click();
    await frames(2);
  }
  const [element] = elementsOf(target);
  if (!element) return;
  // What is unfolded may have to be fetched and grows.
  if (unfold(element)) await frames(12);
  // Once more when all that gives way to the figure has been drawn: it may have moved what is pointed at.
  for (const wait of [4, 0]) {
    const reach = seen(element);
    if (reach !== 0) window.scrollBy({ top: reach, behavior: 'instant' });
    await frames(wait);
  }
  if (element.closest('.flow-scroll, .labelled')) element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  if (!focus) return;
  const inner = element.matches('button, input, select')
    ? element
    : element.querySelector<HTMLElement>('[tabindex="0"], button, input, select');
  inner?.focus({ preventScroll: true });
}

/** Whether it had to be unfolded. */
function unfold(element: HTMLElement): boolean {
  const fold = element.closest('details');
  if (!fold || fold.open) return false;
  fold.open = true;
  return true;
}

/** Until the page was drawn as many times. */
export async function frames(count: number): Promise<void> {
  for (let left = count; left > 0; --left) await new Promise(resolve => requestAnimationFrame(resolve));
}

/** How far the window has to scroll for an element to be clear of the bars and of the card. */
function seen(element: HTMLElement): number {
  const card = document.querySelector('.lesson-card');
  const over = card && getComputedStyle(card).position === 'fixed' ? card.getBoundingClientRect().bottom : 56;
  // A bar at the foot of the screen, or one in the page, which may be further down than that.
  const foot = document.querySelector('.play-bar')?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
  const bar = Math.min(window.innerHeight, foot);
  const { top, bottom } = element.getBoundingClientRect();
  const [first, last] = [over + 40, bar - 16];
  if (top >= first && bottom <= last) return 0;
  return top < first || bottom - top > last - first ? top - first : bottom - last;
}
