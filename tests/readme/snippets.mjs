// The fenced blocks of the README, in order: { language, text }.
import { readFileSync } from 'node:fs';

export function snippets(readme) {
  const blocks = readFileSync(readme, 'utf8').matchAll(/^```(\w+)\n(.*?)^```$/gms);
  return Array.from(blocks, ([, language, text]) => ({ language, text }));
}

/** The one block of a language, or the first that `holds` says yes to; and the block that follows it. */
export function find(blocks, language, holds = () => true) {
  const index = blocks.findIndex(block => block.language === language && holds(block.text));
  if (index < 0) throw new Error(`the README has no such block of ${language}`);
  return { text: blocks[index].text, next: blocks[index + 1]?.text };
}
