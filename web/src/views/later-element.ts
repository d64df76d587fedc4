import { pause } from '../store/pause.ts';
import { isLong } from '../store/scenario.ts';
import { ViewElement } from './view-element.ts';

/** A part of a view that takes as long as the rest of it where a figure is large: when it is new, it is drawn in a task of its own. */
export abstract class LaterElement extends ViewElement {
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated && isLong(this.store.figure.scenario)) await pause();
    super.scheduleUpdate();
  }
}
