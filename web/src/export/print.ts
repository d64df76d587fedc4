import { figureSvg } from './figure-svg.ts';
import { figureParts } from './parts.ts';

/** On paper stand a heading, the formula, the figure and its arithmetic, each no wider than the sheet: drawn when it comes to that. */
export function drawForPrint(heading: () => string): void {
  window.addEventListener('beforeprint', () => {
    clear();
    const title = heading();
    const paper = document.createElement('section');
    paper.className = 'on-paper';
    const head = document.createElement('h1');
    head.textContent = title;
    paper.append(head, ...drawings(title), ...codes());
    document.body.append(paper);
    document.documentElement.dataset.printing = '';
  });
  window.addEventListener('afterprint', clear);
}

function clear(): void {
  delete document.documentElement.dataset.printing;
  document.querySelector('.on-paper')?.remove();
}

function drawings(title: string): Element[] {
  const language = document.documentElement.lang;
  return figureParts(true).map((part, index) => {
    const draw = () => figureSvg([part], { title, description: '', language }, { fonts: 'own', ids: `p${index}-` });
    const { text } = part.matches('attention-arithmetic') ? narrowed(part as HTMLElement, draw) : draw();
    return document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true);
  });
}

/** Sums go on in the next line where a sheet ends, rather than be small. */
function narrowed<T>(element: HTMLElement, draw: () => T): T {
  element.style.setProperty('max-width', '720px');
  try {
    return draw();
  } finally {
    element.style.removeProperty('max-width');
  }
}

/** A text to be read elsewhere goes on after the last line on screen; where it is only a beginning, it says so. */
function codes(): Element[] {
  const made = (name: string, from: string, text: (element: Element) => string | null): Element[] =>
    [...document.querySelectorAll(`main ${from}`)].map(element => {
      const copy = document.createElement(name);
      copy.textContent = text(element);
      return copy;
    });
  const notes = made('p', 'attention-code-panel [data-note="beginning"] span', ({ textContent }) => textContent);
  return [...notes, ...made('pre', 'textarea.code', area => (area as HTMLTextAreaElement).value)];
}
