import type { Playback, Stage } from './playing.ts';

/** Most readers never play: what does it is fetched for those who do. */
export class LazyPlayback {
  readonly #stage: () => Stage;
  #playback: Playback | null = null;

  constructor(stage: () => Stage) {
    this.#stage = stage;
  }

  get playing(): boolean {
    return this.#playback?.playing ?? false;
  }

  stop(): void {
    this.#playback?.stop();
  }

  async act(act: (playback: Playback) => void): Promise<void> {
    if (!this.#playback) {
      const { Playback } = await import('./playing.ts');
      this.#playback ??= new Playback(this.#stage());
    }
    act(this.#playback);
  }
}
