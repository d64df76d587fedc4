import { html, nothing, type TemplateResult } from 'lit';
import { givenNumber } from '../draw/numbers.ts';
import type { Beside } from '../store/beside.ts';
import { at, type Mask, type MaskPart, maskParts, type Scenario } from '../store/scenario.ts';
import { type Catalogue, fill, wordFor } from '../text/catalogue.ts';
import { compareWords } from '../text/compare.ts';
import { edgeWords } from '../text/edge.ts';
import { icon } from './icons.ts';

/** One setting of B that is not that of A. */
interface Change {
  /** What is released: a field, or one part of the mask. */
  readonly paths: readonly string[];
  readonly name: string;
  readonly a: string;
  readonly b: string;
}

/** What B has otherwise than A, and a way back for each. */
export function changesLine(beside: Beside, a: Scenario, words: Catalogue): TemplateResult {
  const texts = compareWords(words);
  const changes = changesOf(beside, a, words);
  if (changes.length === 0) return html`<p class="panel-note" data-changes="0">${texts.same}</p>`;
  return html`<div class="compare-changes" data-changes=${changes.length}>
    <span class="note">${texts.otherwise}</span>
    ${changes.map(
      change => html`<span class="compare-change" data-change=${change.paths[0] ?? ''}>
        <span>${fill(texts.from, { name: change.name, a: change.a, b: change.b })}</span>
        <button type="button" class="icon-button small" aria-label=${fill(texts.release, { name: change.name })} title=${fill(texts.release, { name: change.name })} @click=${() => beside.release(change.paths)}>${icon('close')}</button>
      </span>`,
    )}
    ${changes.length > 1 ? html`<button type="button" class="quiet" data-control="compare-as-a" @click=${() => beside.keep({}, 'push')}>${texts.asA}</button>` : nothing}
  </div>`;
}

const kinds: readonly string[] = ['causal', 'window', 'block', 'padding', 'free'];

function changesOf({ compared, scenario }: Beside, a: Scenario, words: Catalogue): Change[] {
  const { mask, ...fields } = compared.b;
  const plain = Object.keys(fields).map(path => changeOf(path, a, scenario, words));
  const parts = typeof mask === 'object' && mask !== null ? Object.keys(mask) : [];
  const kind = parts.filter(part => kinds.includes(part));
  const others = parts.filter(part => !kinds.includes(part)).map(part => changeOf(`mask.${part}`, a, scenario, words));
  const masks: Change = {
    paths: kind.map(part => `mask.${part}`),
    name: words.controls.mask,
    a: maskText(a.mask, words),
    b: maskText(scenario.mask, words),
  };
  return [...plain, ...(kind.length > 0 ? [masks] : []), ...others];
}

function changeOf(path: string, a: Scenario, b: Scenario, words: Catalogue): Change {
  const text = (scenario: Scenario): string => valueText(path, at(scenario, path), words);
  return { paths: [path], name: nameOf(path, words), a: text(a), b: text(b) };
}

/** What a setting is called; the edge cases have their names apart. */
function nameOf(path: string, words: Catalogue): string {
  const texts = compareWords(words);
  const edge = words.language === edgeWords.zh.language ? edgeWords.zh : edgeWords.en;
  const own: Readonly<Record<string, string>> = {
    mechanism: texts.mechanism,
    edits: texts.edits,
    weights: texts.weights,
    subtract_maximum: edge.subtract,
    'mask.fill': edge.fill,
    'mask.after': edge.after,
    'mask.renormalized': edge.renormalized,
    'mask.empty_rows': edge.empty,
  };
  return own[path] ?? wordFor(words.controls, path.split('.').at(-1) ?? path);
}

function valueText(path: string, value: unknown, words: Catalogue): string {
  const texts = compareWords(words);
  if (path === 'mechanism') return wordFor(words.entry, String(value));
  if (value === undefined) return '–';
  if (path === 'mask.fill' && value === null) return '−∞';
  if (value === null) return wordFor(words.unset, path in words.unset ? path : 'other');
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  if (typeof value === 'number') return path === 'seed' ? String(value) : givenNumber(value);
  if (typeof value === 'object') return String(Object.keys(value).length);
  const names = (words.choices as Readonly<Record<string, object>>)[path] ?? {};
  const edge = words.language === edgeWords.zh.language ? edgeWords.zh : edgeWords.en;
  return wordFor(path === 'mask.empty_rows' ? edge.rows : names, String(value));
}

/** "Causal + Sliding window 1, 1" */
function maskText(mask: Mask, words: Catalogue): string {
  const numbers: Readonly<Record<MaskPart, string>> = {
    causal: '',
    window: mask.window ? ` ${mask.window.left}, ${mask.window.right}` : '',
    block: ` ${mask.block}`,
    padding: ` ${mask.padding}`,
    free: ` ${mask.free.length}`,
  };
  const parts = maskParts(mask).map(part => `${words.mask[part]}${numbers[part]}`);
  return parts.join(' + ') || words.mask.none;
}
