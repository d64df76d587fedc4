import { resolve } from 'node:path';
import { env } from 'node:process';
import { defineConfig } from 'vite';
import { compileEarly } from './compile-early.ts';
import { firstFigure } from './first-figure.ts';
import { inlineStyles } from './inline-styles.ts';

// The core is built by CMake; these two say where its module lies and where the page goes.
const here = import.meta.dirname;
const core = resolve(env.ATTENTION_WASM_DIR ?? resolve(here, '../build/wasm/bindings'));
const output = resolve(env.ATTENTION_PAGE_DIR ?? resolve(here, '../build/page'));

// What every figure needs, on whichever page and screen.
const figure =
  /attention-first|src.(core|store.(?!further|beside|compared|mend|salvage|carr|refused|sizes)|draw.(?!lens|large|gestures|picture|pixels|grid-cursor)|start|prepare)|text.(told|segment|terms|preferences)|node_modules|views.(math|icons)\.|views.(specs|region|formula|formula-kit|formula-light|figure|names|name-lists|symbols|fields|flow-parts|lanes|links|directives|view-element|patient-element|explain|sums|marks|sized-element|zoom|rounding|use|score-chain|number|heading|notice|heads|narrow|moments|player|lazy-playback|during-stroke)\.ts/;

export default defineConfig({
  base: './',
  plugins: [firstFigure(core), inlineStyles(), compileEarly(['index', 'figure', 'stages', 'labelled', 'flow'])],
  // The core's loader can also run in Node and in workers; here those branches fall away.
  define: { process: 'undefined', importScripts: 'undefined' },
  worker: { format: 'es', rollupOptions: { external: ['module'] } },
  resolve: { alias: { '@wasm': core } },
  server: { fs: { allow: [here, core] } },
  build: {
    outDir: output,
    emptyOutDir: true,
    target: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      // What is always loaded together stays together: apart it compresses worse.
      output: {
        codeSplitting: {
          groups: [
            { name: 'figure', test: figure, priority: 2 },
            {
              name: 'flow',
              test: /views.(flow|lane|timeline|shares|wire-mark|stack|windowed|layout|wires|sizes)\.ts/,
              priority: 1,
            },
          ],
        },
      },
      external: ['module'], // Node's own, asked for by the branch of the loader that runs in Node
      input: { index: resolve(here, 'index.html'), embed: resolve(here, 'embed.html'), bench: resolve(here, 'bench.html') },
    },
  },
});
