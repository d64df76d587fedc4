import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type HtmlTagDescriptor, minifySync, type Plugin, runnerImport } from 'vite';
import { allowed } from './policy.ts';
import { narrow } from './src/views/narrow.ts';

/** What `main.ts` fetches, by the screen, and the reader's words: a script that asks for them costs a round trip. */
const figures = { stages: narrow, flow: `not ${narrow}` } as const;
const languages = ['en', 'zh'] as const;

/** What runs before anything is drawn: within the page, as a file of its own would hold up all that comes after it. */
function withEarly(html: string, words: string): string {
  const file = resolve(import.meta.dirname, 'src/first/early.js');
  const text = minifySync(file, readFileSync(file, 'utf8')).code;
  return allowed(html, 'script-src', text).replace('<script data-early></script>', () => `<script${words}>${text}</script>`);
}

/** Puts the first figure into the page, made by the core, in Node, when the page is built; and has the core fetched early. */
export function firstFigure(core: string): Plugin {
  const entry = resolve(import.meta.dirname, 'src/first/render.ts');
  return {
    name: 'first-figure',
    transformIndexHtml: {
      order: 'post',
      async handler(html, { filename, bundle }) {
        const page = basename(filename);
        if (page === 'bench.html') return html;
        // Scripts would ask for it a round trip later. It is the largest file, and browsers ask for few at a time.
        const files = Object.keys(bundle ?? {}).filter(file => /attention-first-[^/]*\.wasm$/.test(file));
        const links = files.map(file => `<link rel="preload" href="./${file}" as="fetch" crossorigin />\n    `).join('');
        const early = html.replace('<script', `${links}$&`);
        if (page !== 'index.html') return early;
        const tags: HtmlTagDescriptor[] = [];
        const chunks = Object.values(bundle ?? {}).filter(file => file.type === 'chunk');
        /** All that a chunk cannot start without, and the page itself does not name. */
        const loaded = (name: string): string[] => {
          const files = new Set<string>();
          const add = (chunk: (typeof chunks)[number] | undefined): void => {
            if (!chunk || files.has(chunk.fileName)) return;
            files.add(chunk.fileName);
            for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
            for (const file of chunk.imports) add(chunks.find(({ fileName }) => fileName === file));
          };
          add(chunks.find(chunk => chunk.name === name));
          return [...files].filter(file => !html.includes(file));
        };
        for (const [name, media] of Object.entries(figures))
          for (const file of loaded(name)) {
            const kind = file.endsWith('.css') ? { rel: 'preload', as: 'style' } : { rel: 'modulepreload' };
            const attrs = { ...kind, crossorigin: '', media, href: `./${file}` };
            tags.push({ tag: 'link', attrs, injectTo: 'head' });
          }
        const words = languages.flatMap(name => loaded(name).map(file => ` data-${name}="./${file}"`)).join('');
        const { module } = await runnerImport<typeof import('./src/first/render.ts')>(entry, {
          resolve: { alias: { '@wasm': core } },
        });
        const figure = `<div id="root">${module.firstFigure}</div>`;
        return { html: withEarly(early, words).replace('<div id="root"></div>', figure), tags };
      },
    },
  };
}
