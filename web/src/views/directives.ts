import { nothing } from 'lit';
import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';
import { type Typed, typedNumber } from '../store/scenario.ts';

function requireElement(part: PartInfo): void {
  if (part.type !== PartType.ELEMENT) throw new Error('belongs on an element');
}

/** Style properties set one by one: the content security policy forbids style attributes. */
class StyleDirective extends Directive {
  #set: Readonly<Record<string, string | number>> = {};

  constructor(part: PartInfo) {
    super(part);
    requireElement(part);
  }

  render(_: Readonly<Record<string, string | number>>): typeof nothing {
    return nothing;
  }

  override update(part: ElementPart, [properties]: [Readonly<Record<string, string | number>>]): typeof nothing {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) {
      if (this.#set[name] !== value) style.setProperty(name, typeof value === 'number' ? `${value}px` : value);
    }
    this.#set = properties;
    return nothing;
  }
}

/** Shows a number in a text field without touching what is being typed, "1." or "1.0" for 1. */
class TypedDirective extends Directive {
  constructor(part: PartInfo) {
    super(part);
    requireElement(part);
  }

  render(_: Typed): typeof nothing {
    return nothing;
  }

  override update(part: ElementPart, [value]: [Typed]): typeof nothing {
    const input = part.element as HTMLInputElement;
    if (input.value === '' || typedNumber(input.value) !== value) input.value = String(value);
    return nothing;
  }
}

export const styled = directive(StyleDirective);
export const typed = directive(TypedDirective);
