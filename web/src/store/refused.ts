import { type Core, coreError, isNotLoaded } from '../core/module.ts';
import type { CoreError } from '../core/types.ts';
import { editOf, withEdit } from './edits.ts';
import { type Figure, figureOf } from './figure.ts';
import { at, type Scenario, sentences, withField } from './scenario.ts';
import { sizes } from './sizes.ts';
import type { State } from './undo.ts';
import { textFields } from './view.ts';
// The sentences come with the first error.
import '../text/errors.ts';

/** More are told when some of these are mended. */
const mostErrors = 20;

/**
 * The figure of all that the core does not refuse: what it does stays what it was in the last one, and holds up no other
 * change. All that is refused is told; where there is no going on without it, the last figure stays.
 */
export function computedWithout(
  core: Core,
  { scenario, view }: State,
  last: Figure,
  painting: boolean,
): { figure: Figure; errors: CoreError[] } {
  const errors: CoreError[] = [];
  for (let asked: State | null = { scenario, view }; asked && errors.length < mostErrors; ) {
    try {
      return { figure: figureOf(core, asked.scenario, asked.view, painting), errors };
    } catch (caught) {
      if (isNotLoaded(caught)) break;
      const error = placed(coreError(caught), asked.scenario, last.scenario);
      errors.push(error);
      asked = without(asked, error, last);
    }
  }
  return { figure: last, errors };
}

/** The matrix that an error names, where it is one that was given. */
const givenAt = (path: string): string | undefined => /^weights\.([^[]+)/.exec(path)?.[1];

/**
 * Width and heads do not fit each other: it is said beside the one that was changed. A number set by hand, or a whole matrix that
 * was given, may have no place in a figure of another size.
 */
function placed(error: CoreError, asked: Scenario, last: Scenario): CoreError {
  const edit = asked.edits[Number(/^edits\[(\d+)\]\.(?:matrix|row|column)$/.exec(error.path)?.[1])];
  if (edit) return { ...error, code: 'no_cell', details: { place: `${edit.matrix} [${edit.row + 1}, ${edit.column + 1}]` } };
  const matrix = givenAt(error.path);
  if (matrix && matrix in asked.weights && error.code === 'shape_mismatch')
    return { ...error, code: 'no_fit', details: { ...error.details, matrix } };
  return error.code === 'not_divisible' && asked.width !== last.width ? { ...error, path: 'width' } : error;
}

/** With what an error names as it was; null where that is no help. */
function without({ scenario: asked, view }: State, { path, code, details }: CoreError, last: Figure): State | null {
  const before = last.scenario;
  const edit = asked.edits[Number(/^edits\[(\d+)/.exec(path)?.[1])];
  if (edit) {
    const kept = editOf(before, edit)?.value ?? null;
    return { scenario: withEdit(asked, edit, kept === edit.value ? null : kept), view };
  }
  if (code === 'no_fit') {
    const { [givenAt(path) ?? '']: _, ...weights } = asked.weights;
    return { scenario: { ...asked, weights }, view };
  }
  if (before.mechanism !== asked.mechanism) return null;
  const sentence = sentences.find(name => path.startsWith(name));
  if (sentence && before[sentence] && before[sentence] !== asked[sentence]) {
    // What belongs to its words waits for the next ones when it is empty; else it belongs to those that are refused.
    const { edits, weights } = code === 'empty' ? asked : before;
    const { free } = (code === 'empty' ? asked : before).mask;
    const mask = { ...asked.mask, free };
    const text = textFields[sentence];
    const { [text]: typed, segmentation } = last.view;
    const scenario = { ...asked, [sentence]: before[sentence], query: before.query, edits, weights, mask };
    return { scenario, view: { ...view, [text]: typed, segmentation } };
  }
  if (details.unit === 'MB') {
    const smaller = Object.fromEntries(sizes.map(name => [name, before[name]]));
    return sizes.some(name => before[name] !== asked[name]) ? { scenario: { ...asked, ...smaller }, view } : null;
  }
  const kept = at(before, path);
  return typeof kept === 'number' && kept !== at(asked, path) ? { scenario: withField(asked, path, kept), view } : null;
}
