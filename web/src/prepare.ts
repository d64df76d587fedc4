import type { Core } from './core/module.ts';
import { isFurther, loadExamples } from './store/examples.ts';
import { loadLessons } from './store/lessons.ts';
import type { Needs } from './store/link.ts';
import { preferences } from './text/preferences.ts';

/** Loads what is needed beyond what every visit has: the core that computes it, its example, its words and its views. */
export async function prepare(core: Core, { mechanism, panel, gradients, lesson, whole }: Needs): Promise<void> {
  // What is compared may be of any mechanism.
  const further = isFurther(mechanism) || panel === 'compare';
  await Promise.all([
    further || whole || lesson || panel === 'cost' || panel === 'code' || gradients ? core.complete() : null,
    further ? Promise.all([loadExamples(), import('./views/further.ts')]) : null,
    further || panel !== 'flow' || gradients ? preferences.learnFurtherWords() : null,
    lesson ? Promise.all([loadLessons(), import('./lessons/lessons.ts').then(({ learn }) => learn())]) : null,
    panel !== 'flow' || lesson ? import('./views/further-panels.ts') : null,
  ]);
}
