import type { LookDetail } from './spec.ts';

const slop = 4;
const wheelStep = 0.002;

/**
 * Zooming and moving with wheel, fingers and mouse over a picture of which a part is shown. A wheel zooms with Ctrl, as two
 * fingers on a trackpad do, or once the picture has the focus; else it scrolls the page.
 */
export class Gestures {
  readonly #element: HTMLElement;
  readonly #look: (detail: LookDetail) => void;
  readonly #pointers = new Map<number, { x: number; y: number }>();
  #dragged = false;
  /** Whether less than all is shown: then a finger moves the part instead of the page. */
  #partly = false;

  constructor(element: HTMLElement, look: (detail: LookDetail) => void) {
    this.#element = element;
    this.#look = look;
    element.addEventListener('wheel', this, { passive: false });
    for (const type of ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'dblclick'])
      element.addEventListener(type, this);
    // Before the matrix takes the end of a drag for a click.
    element.addEventListener('click', this, { capture: true });
  }

  set partly(partly: boolean) {
    this.#partly = partly;
    this.#element.style.setProperty('touch-action', partly ? 'none' : 'pan-x pan-y');
  }

  handleEvent(event: Event): void {
    if (event instanceof WheelEvent) this.#wheel(event);
    else if (event.type === 'click') this.#click(event);
    else if (event.type === 'dblclick') this.#zoom(2, event as MouseEvent);
    else if (event instanceof PointerEvent) this.#pointer(event);
  }

  #wheel(event: WheelEvent): void {
    const out = event.deltaY > 0;
    const wanted = event.ctrlKey || event.metaKey || this.#element.contains(document.activeElement);
    if (!wanted || (out && !this.#partly && !event.ctrlKey)) return;
    event.preventDefault();
    // A trackpad's pinch comes in small steps, a wheel in large ones of lines or pixels.
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 40 : event.deltaY;
    const step = event.ctrlKey && Math.abs(pixels) < 40 ? wheelStep * 5 : wheelStep;
    this.#zoom(Math.exp(-pixels * step), event);
  }

  #click(event: Event): void {
    if (this.#dragged) event.stopPropagation();
    this.#dragged = false;
  }

  #pointer(event: PointerEvent): void {
    const { pointerId, clientX: x, clientY: y } = event;
    if (event.type === 'pointerdown') {
      this.#dragged = false;
      this.#pointers.set(pointerId, { x, y });
      return;
    }
    const before = this.#pointers.get(pointerId);
    if (!before) return;
    if (event.type !== 'pointermove' || (event.pointerType === 'mouse' && event.buttons === 0)) {
      this.#pointers.delete(pointerId);
      return;
    }
    const other = [...this.#pointers].find(([id]) => id !== pointerId)?.[1];
    if (other) this.#pinch(before, other, { x, y });
    else if (this.#partly && (this.#dragged || Math.hypot(x - before.x, y - before.y) > slop)) {
      const { width, height } = this.#element.getBoundingClientRect();
      this.#look({ pan: [(before.y - y) / height, (before.x - x) / width] });
      this.#dragged = true;
    } else return;
    this.#pointers.set(pointerId, { x, y });
  }

  #pinch(before: { x: number; y: number }, other: { x: number; y: number }, now: { x: number; y: number }): void {
    const apart = Math.hypot(before.x - other.x, before.y - other.y);
    const middle = { clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 };
    this.#dragged = true;
    if (apart > 0) this.#zoom(Math.hypot(now.x - other.x, now.y - other.y) / apart, middle);
  }

  #zoom(factor: number, { clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>): void {
    const box = this.#element.getBoundingClientRect();
    this.#look({ zoom: factor, at: [(clientY - box.top) / box.height, (clientX - box.left) / box.width] });
  }
}
