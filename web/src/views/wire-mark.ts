import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Catalogue } from '../text/catalogue.ts';
import { styled } from './directives.ts';
import { symbolMath } from './math.ts';
import type { Point, Wire } from './wires.ts';

/** A wire with its tip, and what it is added to on its way. */
export function wireMark({ path, tip, role, from, to, sum }: Wire): TemplateResult {
  return svg`<g class="role-${role}" data-from=${from ?? nothing} data-to=${to ?? nothing}><path d=${path} /><path d=${tip} />${sum ? plusMark(sum) : nothing}</g>`;
}

/** Where matrices are added up. */
export function plusMark({ x, y }: Point): TemplateResult {
  return svg`<g class="plus"><circle cx=${x} cy=${y} r="8" /><path d="M${x - 4.5} ${y}H${x + 4.5}M${x} ${y - 4.5}V${y + 4.5}" /></g>`;
}

/** What is written on a wire: a symbol, or the name of an operation. */
export function wireLabel({ label, role }: Wire, { arrows }: Catalogue): TemplateResult | typeof nothing {
  const word = (arrows as Readonly<Record<string, string>>)[label?.word ?? ''] ?? '';
  if (!label || (!label.symbol && word === '')) return nothing;
  const [letter, sub] = label.symbol ?? ['', ''];
  const text = label.symbol ? symbolMath({ letter, ...(sub ? { sub } : {}) }, role) : word;
  return html`<span class="wire-label ${label.onLine ? 'on-line' : ''}" aria-hidden="true" ${styled({ left: label.x, top: label.y })}>${text}</span>`;
}
