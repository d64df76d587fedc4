/** figure: numbers or options changed; point: another cell is looked at; words: language or theme. */
export type Topic = 'figure' | 'point' | 'words';

/** What changes is told to those who asked for it. */
export class Topics {
  readonly #listeners = new Map<(topic: Topic) => void, readonly Topic[]>();

  subscribe(listener: (topic: Topic) => void, topics: readonly Topic[]): () => void {
    this.#listeners.set(listener, topics);
    return () => this.#listeners.delete(listener);
  }

  publish(topic: Topic): void {
    for (const [listener, topics] of this.#listeners) if (topics.includes(topic)) listener(topic);
  }
}
