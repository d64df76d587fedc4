// What is put into the page before its own scripts: a clock that does not wait for the screen, and counts of what is alive.
// Functions here run in the page: they use nothing from outside themselves.

import type { FreshRun, Monkey } from './types';

export function install(seed: number): void {
  // Frames as fast as they can be drawn: nobody looks. Their order is kept.
  const channel = new MessageChannel();
  let waiting = new Map<number, FrameRequestCallback>();
  let last = 0;
  // And a clock that a run repeats: what is one burst of typing depends on it.
  let time = 0;
  performance.now = () => time;
  channel.port1.onmessage = () => {
    const now = waiting;
    waiting = new Map();
    time += 40;
    running = now;
    for (const [id, callback] of now) if (!cancelled.delete(id)) callback(time);
    cancelled.clear();
    ticks.port2.postMessage(null);
  };
  let running = new Map<number, FrameRequestCallback>();
  const cancelled = new Set<number>();
  window.requestAnimationFrame = callback => {
    if (waiting.size === 0) channel.port2.postMessage(null);
    waiting.set(++last, callback);
    return last;
  };
  window.cancelAnimationFrame = id => {
    if (!waiting.delete(id) && running.has(id)) cancelled.add(id);
  };
  // What beats, beats by that clock too, after what a frame has changed was drawn.
  const ticks = new MessageChannel();
  ticks.port1.onmessage = () => {
    for (const beat of [...beats.values()]) if (beat.due <= time) beat.strike();
  };
  const beats = new Map<number, { due: number; strike(): void }>();
  window.setInterval = ((strike: () => void, wait: number) => {
    const beat = {
      due: time + wait,
      strike: () => {
        beat.due += wait;
        strike();
      },
    };
    beats.set(++last, beat);
    return last;
  }) as typeof window.setInterval;
  window.clearInterval = id => void beats.delete(Number(id));
  const frame = (): Promise<void> => new Promise(done => requestAnimationFrame(() => done()));

  const memories = new Set<WebAssembly.Memory>();
  const keep = (instance: WebAssembly.Instance): void => {
    for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory) memories.add(value);
  };
  const { instantiate, instantiateStreaming } = WebAssembly;
  WebAssembly.instantiate = (async (source: BufferSource, imports?: WebAssembly.Imports) => {
    const made = (await instantiate(source, imports)) as WebAssembly.WebAssemblyInstantiatedSource | WebAssembly.Instance;
    keep('instance' in made ? made.instance : made);
    return made;
  }) as typeof instantiate;
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const made = await instantiateStreaming(source, imports);
    keep(made.instance);
    return made;
  };

  const errors: string[] = [];
  window.addEventListener('error', ({ message }) => {
    // So browsers say that a size will be told with the next frame.
    if (!message.startsWith('ResizeObserver loop')) errors.push(`error: ${message}`);
  });
  window.addEventListener('unhandledrejection', ({ reason }) =>
    errors.push(`unhandled: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`),
  );

  // mulberry32, by Tommy Ettinger
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(random() * count);
  const store = (): ReturnType<Monkey['store']> => {
    const holder = document.querySelector('attention-app') as unknown as { store: ReturnType<Monkey['store']> };
    return holder.store;
  };
  let [made, freed] = [0, 0];
  /** The figure of the most numbers. */
  let largest = { scenario: '', numbers: 0 };
  const bytes = (): number => [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

  window.monkey = {
    random,
    below,
    pick: list => list[below(list.length)],
    store,
    fresh: null,
    errors,
    deeds: [],
    compared: 0,
    refused: 0,
    counts: {},
    /** Until what was asked for is computed and drawn. */
    settle: async () => {
      for (let round = 0; round < 3; ++round) await frame();
      // What is loaded for the first time takes longer than a frame.
      for (let round = 0; round < 200 && store().figure.scenario !== store().scenario && store().errors.length === 0; ++round)
        await new Promise(done => setTimeout(done, 10));
      await frame();
    },
    /** Who looks at one step of a decoder no longer lets it play. */
    rest: async () => {
      document.querySelector<HTMLElement>('.decoding-step.now')?.click();
      await window.monkey.settle();
    },
    memory: () => {
      return {
        wasm: bytes(),
        alive: made - freed,
        elements: document.querySelectorAll('*').length,
      };
    },
    again: () => {
      const before = bytes();
      store().core.peek(largest.scenario, () => undefined);
      return bytes() - before;
    },
    act: async () => 'nothing',
    check: () => null,
  };

  /** From here on graphs are counted: those that are made by the store's core, and those that are freed. */
  Object.assign(window, {
    countGraphs: () => {
      const core = Object.getPrototypeOf(store().core) as { compute(scenario: string): FreshRun };
      const trace = Object.getPrototypeOf(store().figure.trace) as { gradientsOf(...given: unknown[]): { free(): void } };
      const { compute } = core;
      const { gradientsOf } = trace;
      const watched = new Set<object>();
      const watch = <Name extends string>(one: Readonly<Record<Name, () => void>>, name: Name): void => {
        const prototype = Object.getPrototypeOf(one) as Record<Name, () => void>;
        if (watched.has(prototype)) return;
        watched.add(prototype);
        const free: () => void = prototype[name];
        prototype[name] = function (this: unknown): void {
          ++freed;
          free.call(this);
        };
      };
      // All that the core computes it computes by this one; what it refuses is not made.
      core.compute = function (scenario): FreshRun {
        const run = compute.call(this, scenario);
        watch(run, 'delete');
        const numbers = run.nodes().reduce((sum, { rows, columns }) => sum + rows * columns, 0);
        if (numbers > largest.numbers) largest = { scenario, numbers };
        ++made;
        return run;
      };
      trace.gradientsOf = function (...given): { free(): void } {
        const result = gradientsOf.apply(this, given);
        watch(result, 'free');
        ++made;
        return result;
      };
      // The graph that is shown was made before, and will be freed by what is watched from here on.
      store().core.peek(JSON.stringify(store().figure.scenario), () => undefined);
    },
  });
}
