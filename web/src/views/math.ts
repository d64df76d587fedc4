import { html, mathml, type nothing, type TemplateResult } from 'lit';
import type { Cell, Factor, Role } from '../core/types.ts';
import { formatNumber, givenNumber } from '../draw/numbers.ts';
import type { SymbolParts } from './symbols.ts';

export type MathPart = TemplateResult | string | typeof nothing;

/** A symbol of the figure in the hue of its role: Q, Kᵀ, O₂, D′. */
export function symbolMath({ letter, prime, transposed, sub }: SymbolParts, role: Role): TemplateResult {
  const above = transposed ? '⊤' : '';
  const base = prime ? mathml`<mrow><mi>${letter}</mi><mo lspace="0" rspace="0">′</mo></mrow>` : mathml`<mi>${letter}</mi>`;
  const marked =
    above && sub
      ? mathml`<msubsup>${base}<mi>${sub}</mi><mo lspace="0" rspace="0">${above}</mo></msubsup>`
      : above
        ? mathml`<msup>${base}<mo lspace="0" rspace="0">${above}</mo></msup>`
        : sub
          ? mathml`<msub>${base}<mi>${sub}</mi></msub>`
          : base;
  return html`<span class="symbol role-${role}"><math>${marked}</math></span>`;
}

/** What a number in the arithmetic needs to know about the place it comes from. */
export interface Origin {
  readonly role: Role;
  readonly label: string;
  readonly open: (cell: Cell) => void;
}

export type OriginOf = (factor: Factor) => Origin | null;

/** A number of the arithmetic. Where it comes from a cell, it leads there. */
export function factorMath(factor: Factor, originOf: OriginOf, parentheses: boolean): TemplateResult {
  const text = formatNumber(factor.value);
  const origin = factor.node >= 0 ? originOf(factor) : null;
  const open = (): void => origin?.open({ node: factor.node, row: factor.row, column: factor.column });
  const number = origin
    ? mathml`<mn class="factor role-${origin.role}" aria-label="${text}, ${origin.label}" title=${origin.label} @click=${open}>${text}</mn>`
    : mathml`<mn>${text}</mn>`;
  return parentheses && text.startsWith('−')
    ? mathml`<mrow><mo stretchy="false">(</mo>${number}<mo stretchy="false">)</mo></mrow>`
    : number;
}

/**
 * The keyboard's way to the numbers of a formula: assistive technology takes a formula as one thing, so nothing within it
 * may have the focus. The line has it; arrow keys walk along its numbers, Enter goes where the current one comes from.
 */
function walk(event: KeyboardEvent): void {
  const line = event.currentTarget as HTMLElement;
  const factors = [...line.querySelectorAll('.factor')];
  const at = factors.findIndex(factor => factor.classList.contains('current'));
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step !== 0 && factors.length > 0) {
    event.preventDefault();
    const next = at < 0 ? (step > 0 ? 0 : factors.length - 1) : Math.max(0, Math.min(factors.length - 1, at + step));
    factors.forEach((factor, index) => {
      factor.classList.toggle('current', index === next);
    });
  } else if (event.key === 'Enter') factors[Math.max(at, 0)]?.dispatchEvent(new MouseEvent('click'));
}

export function numberMath(value: number, className = ''): TemplateResult {
  return mathml`<mn class=${className}>${formatNumber(value)}</mn>`;
}

/** A parameter: temperature, scale, sharpness. */
export function givenMath(value: number): TemplateResult {
  return mathml`<mn>${givenNumber(value)}</mn>`;
}

export function fraction(numerator: MathPart, denominator: MathPart): TemplateResult {
  return mathml`<mfrac><mrow>${numerator}</mrow><mrow>${denominator}</mrow></mfrac>`;
}

export function power(exponent: MathPart): TemplateResult {
  return mathml`<msup><mi>e</mi><mrow>${exponent}</mrow></msup>`;
}

export function parenthesised(inner: TemplateResult): TemplateResult {
  return mathml`<mrow><mo stretchy="false">(</mo>${inner}<mo stretchy="false">)</mo></mrow>`;
}

/** Pieces with an operator between them. */
export function joined(pieces: readonly MathPart[], operator: string): TemplateResult {
  return mathml`${pieces.map((piece, index) => (index === 0 ? piece : mathml`<mo>${operator}</mo>${piece}`))}`;
}

export function equation(...sides: readonly MathPart[]): TemplateResult {
  return html`<div class="formula-line" role="group" tabindex="0" @keydown=${walk}><math display="block" class="equation"><mrow>${joined(sides, '=')}</mrow></math></div>`;
}
