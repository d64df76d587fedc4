import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { minifySync, type Plugin, runnerImport } from 'vite';
import { allowed } from './policy.ts';
import { narrow } from './src/views/narrow.ts';

/** What `main.ts` fetches, by the screen, and the reader's words: a script that asks for them costs a round trip. */
const figures = { stages: narrow, flow: `not ${narrow}` } as const;
const languages = ['en', 'zh'] as const;

/**
 * What runs before anything is drawn: within the page, as a file of its own would hold up all that comes after it; and after
 * all that is fetched, as what is named after a script is asked for after it.
 */
function withEarly(html: string, links: string, data: string): string {
  const file = resolve(import.meta.dirname, 'src/first/early.js');
  const text = minifySync(file, readFileSync(file, 'utf8')).code;
  const script = `<script${data}>${text}</script>`;
  return allowed(html, 'script-src', text).replace('<link rel="stylesheet"', style => `${links}${script}\n    ${style}`);
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
        const cores = Object.keys(bundle ?? {}).filter(file => /attention-first-[^/]*\.wasm$/.test(file));
        if (page !== 'index.html') {
          // Scripts would ask for it a round trip later.
          const preloads = cores.map(file => `<link rel="preload" href="./${file}" as="fetch" crossorigin />\n    `);
          return html.replace('<script', `${preloads.join('')}$&`);
        }
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
        const links = Object.entries(figures).flatMap(([name, media]) =>
          loaded(name).map(file => {
            const kind = file.endsWith('.css') ? 'rel="preload" as="style"' : 'rel="modulepreload"';
            return `<link ${kind} crossorigin media="${media}" href="./${file}">\n    `;
          }),
        );
        const named = [
          ...cores.map(file => ['core', file]),
          ...languages.flatMap(name => loaded(name).map(file => [name, file])),
        ];
        const data = named.map(([name, file]) => ` data-${name}="./${file}"`).join('');
        const { module } = await runnerImport<typeof import('./src/first/render.ts')>(entry, {
          resolve: { alias: { '@wasm': core } },
        });
        const figure = `<div id="root">${module.firstFigure}</div>`;
        return withEarly(html, links.join(''), data).replace('<div id="root"></div>', figure);
      },
    },
  };
}
