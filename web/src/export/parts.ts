const views = [
  'attention-long',
  'attention-flow',
  'attention-stages',
  'attention-points-panel',
  'attention-lines-panel',
  'attention-heads-panel',
  'attention-table-panel',
  'attention-compare-panel',
  'attention-cost-panel',
].join();

/** What is drawn of the page: the view that is on screen, and if so wanted the formula above it and the arithmetic below. */
export function figureParts(whole: boolean): Element[] {
  const shown = [...document.querySelectorAll(`main > :is(${views})`)];
  const part = (name: string): Element[] => [...document.querySelectorAll(`main ${name}`)].slice(0, 1);
  return whole && shown.length > 0 ? [...part('attention-formula'), ...shown, ...part('attention-arithmetic')] : shown;
}
