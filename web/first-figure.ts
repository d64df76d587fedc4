import { basename, resolve } from 'node:path';
import { type HtmlTagDescriptor, type Plugin, runnerImport } from 'vite';

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
        // Scripts would ask for it a round trip later.
        const files = Object.keys(bundle ?? {}).filter(file => /attention-first-[^/]*\.wasm$/.test(file));
        const tags: HtmlTagDescriptor[] = files.map(file => ({
          tag: 'link',
          attrs: { rel: 'preload', href: `./${file}`, as: 'fetch', crossorigin: '' },
          injectTo: 'head',
        }));
        if (page !== 'index.html') return { html, tags };
        const { module } = await runnerImport<typeof import('./src/first/render.ts')>(entry, {
          resolve: { alias: { '@wasm': core } },
        });
        return { html: html.replace('<div id="root"></div>', `<div id="root">${module.firstFigure}</div>`), tags };
      },
    },
  };
}
