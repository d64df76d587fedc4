import { LitElement } from 'lit';
import type { Store, Topic } from '../store/store.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { preferences } from '../text/preferences.ts';

let provided: Store | null = null;

/** Called once, before the first view is made. */
export function provideStore(store: Store): void {
  provided = store;
}

/**
 * What all views are: elements in the page's own tree (one style sheet, one focus order) that read the store and draw again
 * when it says that something of theirs changed.
 */
export abstract class ViewElement extends LitElement {
  protected readonly topics: readonly Topic[] = ['figure', 'words'];
  #unsubscribe: (() => void) | null = null;

  protected get store(): Store {
    if (!provided) throw new Error('a view was made before the store');
    return provided;
  }

  protected get words(): Catalogue {
    return preferences.words;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.store.subscribe(topic => this.changed(topic), this.topics);
    this.requestUpdate();
  }

  /** What the page has dropped may have been told of a change before; its graph is gone. */
  protected override shouldUpdate(): boolean {
    return this.isConnected;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }

  protected changed(_topic: Topic): void {
    this.requestUpdate();
  }
}
