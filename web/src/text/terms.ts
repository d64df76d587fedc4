import type { TemplateResult } from 'lit';

type Marking = (text: string) => readonly (TemplateResult | string)[];

let marking: Marking | null = null;

/** From now on the terms of the glossary are explained on tap wherever they occur. */
export function markTermsBy(mark: Marking): void {
  marking = mark;
}

/** Text in which the terms of the glossary are explained on tap, once the glossary was fetched. */
export function withTerms(text: string): ReturnType<Marking> | string {
  return marking ? marking(text) : text;
}
