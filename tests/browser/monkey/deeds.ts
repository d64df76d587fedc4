// What a restless reader does, each by the page's own controls. Runs in the page.

export function installDeeds(): void {
  const { monkey } = window;
  const { below, pick, random } = monkey;

  const shown = (element: HTMLElement): boolean =>
    element.checkVisibility() && !element.matches(':disabled, [aria-disabled="true"]');
  const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)].filter(shown);
  const one = (selector: string): HTMLElement | undefined => pick(all(selector));
  const nameOf = ({ dataset, localName, className }: HTMLElement): string =>
    dataset.control ?? dataset.panel ?? dataset.head ?? dataset.mechanism ?? dataset.preset ?? `${localName}.${className}`;

  const words = 'the dog ran until it was tired then a cat came by'.split(' ');
  const odd = [
    '我们在北京',
    '<img src=x onerror=hit()>',
    '\u202Eright to left',
    'a\u200Bb',
    '👩‍👩‍👧',
    'é',
    '\u0000',
    '日本語',
    '"]}',
    '__proto__',
  ];
  const sentence = (): string => {
    const count = random() < 0.03 ? 0 : random() < 0.02 ? 70 : 1 + below(7);
    return Array.from({ length: count }, () => (random() < 0.12 ? pick(odd) : pick(words))).join(' ');
  };
  const numbers = ['0', '1', '2', '3', '4', '0.5', '8', '-1', '12', '1.5'];
  const wrong = ['', 'x', '1e999', 'NaN', '-0', '99999999999', '０.５', '1e-8', '--3'];

  const input = (element: HTMLElement, value: string, event: 'input' | 'change'): void => {
    (element as HTMLInputElement).value = value;
    element.dispatchEvent(new Event(event, { bubbles: true }));
  };
  const key = (target: EventTarget, name: string, more: KeyboardEventInit = {}): void =>
    void target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }));
  const click = (selector: string): string | null => {
    const element = one(selector);
    // Numbers of formulas are MathML, which has no click of its own.
    element?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    return element ? nameOf(element) : null;
  };
  const pointer = (target: Element, type: string, buttons: number): void =>
    void target.dispatchEvent(
      new PointerEvent(type, { bubbles: true, cancelable: true, buttons, pointerId: 1, pointerType: 'mouse', isPrimary: true }),
    );
  const cellOf = (selector: string): HTMLElement | undefined => {
    const matrix = one(selector);
    return matrix && pick([...matrix.querySelectorAll<HTMLElement>('[data-row][data-column]')]);
  };

  const popped = (): Promise<void> =>
    new Promise(done => {
      setTimeout(done, 2000);
      window.addEventListener('popstate', () => done(), { once: true });
    });
  /** What Back may go back to was put there by the reader before. */
  let entries = 0;

  const visit = async (hash: string): Promise<void> => {
    if (location.hash === hash) history.replaceState(null, '', '#');
    const arrived = popped();
    location.hash = hash;
    entries = 1;
    await arrived;
    await monkey.settle();
  };

  const buttons = [
    'main button[data-control]',
    'main label.check input',
    'main summary',
    'attention-topbar [data-control="undo"]',
    'attention-topbar [data-control="redo"]',
  ].join();
  // What leaves the page, writes files or needs a permission is tested elsewhere.
  const left =
    ':not([data-control^="export"], [data-control^="share"], [data-control^="copy"], [data-control^="download"], [data-control="dice"])';

  const deeds: Readonly<Record<string, readonly [weight: number, deed: () => string | null | Promise<string | null>]>> = {
    sentence: [
      14,
      () => {
        const field = one('input.sentence');
        const text = sentence();
        if (field) input(field, text, 'input');
        return field ? `${nameOf(field)} ${JSON.stringify(text)}` : null;
      },
    ],
    number: [
      16,
      () => {
        const box = one('main input.number');
        const text = (random() < 0.1 ? pick(wrong) : pick(numbers)) ?? '';
        if (box) input(box, text, 'input');
        return box ? `${nameOf(box)} ${text}` : null;
      },
    ],
    choice: [
      14,
      () => {
        const select = one('main select') as HTMLSelectElement | undefined;
        const option = select && pick([...select.options].filter(({ disabled }) => !disabled));
        if (select && option) input(select, option.value, 'change');
        return select ? `${nameOf(select)} ${option?.value}` : null;
      },
    ],
    slider: [
      3,
      () => {
        const slider = one('main input[type="range"]') as HTMLInputElement | undefined;
        const value = slider && Number(slider.min) + random() * (Number(slider.max) - Number(slider.min));
        if (slider) input(slider, String(value), 'input');
        return slider ? `${nameOf(slider)} ${slider.value}` : null;
      },
    ],
    button: [
      12,
      () =>
        click(
          buttons
            .split(',')
            .map(part => part + left)
            .join(),
        ),
    ],
    cell: [
      9,
      () => {
        const cell = cellOf('main attention-matrix');
        if (cell) for (const type of ['pointerover', 'pointermove', 'pointerdown', 'pointerup']) pointer(cell, type, 0);
        cell?.click();
        return cell
          ? `${cell.closest<HTMLElement>('attention-matrix')?.dataset.name} ${cell.dataset.row} ${cell.dataset.column}`
          : null;
      },
    ],
    keys: [
      4,
      () => {
        const cell = cellOf('main attention-matrix');
        const names = ['ArrowUp', 'ArrowRight', 'Enter', ' ', 'Home', 'PageDown'];
        cell?.focus();
        for (let count = below(5); cell && count >= 0; --count) key(document.activeElement ?? cell, pick(names) ?? 'Home');
        if (random() < 0.5) key(window, 'Escape');
        return cell ? 'on a matrix' : null;
      },
    ],
    follow: [4, () => click('attention-arithmetic .factor, attention-arithmetic button')],
    edit: [
      6,
      () => {
        const box = one('[data-control="edit"]');
        if (!box) {
          cellOf('main attention-matrix:is([data-stage="embeddings"], [data-stage="parameter"])')?.click();
          return 'looks at what can be set';
        }
        if (random() < 0.4) key(box, random() < 0.5 ? 'ArrowUp' : 'ArrowDown', { shiftKey: random() < 0.5 });
        else input(box, (random() < 0.1 ? pick(wrong) : pick(numbers)) ?? '', 'input');
        return (box as HTMLInputElement).value;
      },
    ],
    paint: [
      6,
      async () => {
        const masks = one('[data-control="mask"]');
        if (masks && !monkey.store().painting) {
          input(masks, 'free', 'change');
          await monkey.settle();
        }
        const mask = one('attention-matrix[data-stage="mask"]');
        const cells = mask ? [...mask.querySelectorAll<HTMLElement>('[data-row][data-column]')] : [];
        const [from, to] = [pick(cells), pick(cells)];
        if (!from || !to) return null;
        pointer(from, 'pointerdown', 1);
        pointer(to, 'pointermove', 1);
        pointer(to, 'pointerup', 0);
        return `from ${from.dataset.row} ${from.dataset.column} to ${to.dataset.row} ${to.dataset.column}`;
      },
    ],
    undo: [
      5,
      async () => {
        const count = 1 + below(6);
        for (let step = 0; step < count; ++step) {
          key(document.body, 'z', { ctrlKey: true });
          if (random() < 0.7) await monkey.settle();
        }
        return `${count} steps`;
      },
    ],
    redo: [
      3,
      () => {
        key(document.body, 'z', { ctrlKey: true, shiftKey: true });
        return '1 step';
      },
    ],
    mechanism: [4, () => click('[data-mechanism]')],
    panel: [4, () => click('[data-panel]')],
    head: [3, () => click('button[data-head]')],
    words: [2, () => click('attention-topbar :is([data-control="language"], [data-control="theme"])')],
    lesson: [3, () => click('attention-topbar [data-control="lessons"], attention-lesson a[href^="#"]')],
    tour: [5, () => click('attention-lesson button')],
    play: [2, () => click('attention-timeline button')],
    link: [
      3,
      async () => {
        await monkey.rest();
        const link = monkey.store().link();
        await visit(link);
        if (monkey.store().notice) throw new Error(`the page's own link is broken: ${link}`);
        if (monkey.store().link() !== link) throw new Error(`the link ${link} became ${monkey.store().link()}`);
        return `of ${link.length} characters`;
      },
    ],
    history: [
      2,
      async () => {
        await monkey.rest();
        await visit(monkey.store().link());
        const at = monkey.store().link();
        await visit('#lesson-1');
        const back = popped();
        history.back();
        await back;
        await monkey.settle();
        // An address is opened when all that it needs is there, which no frame tells.
        for (let round = 0; round < 100 && monkey.store().link() !== at; ++round) await new Promise(done => setTimeout(done, 10));
        if (monkey.store().link() !== at) throw new Error(`Back from ${at} came to ${monkey.store().link()}`);
        return `${entries} back`;
      },
    ],
  };

  const bag = Object.entries(deeds).flatMap(([name, [weight]]) => Array<string>(weight).fill(name));
  let inError = 0;

  monkey.act = async () => {
    inError = monkey.store().errors.length > 0 ? inError + 1 : 0;
    // Nobody goes on for ever with what is refused.
    const name = inError > 4 ? 'undo' : (pick(bag) ?? 'undo');
    monkey.counts[name] = (monkey.counts[name] ?? 0) + 1;
    monkey.deeds.push(name);
    if (monkey.deeds.length > 20) monkey.deeds.shift();
    const what = await deeds[name]?.[1]();
    const said = what ? `${name}: ${what}` : `${name}: nothing there`;
    monkey.deeds[monkey.deeds.length - 1] = said;
    return said;
  };
}
