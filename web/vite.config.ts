import { resolve } from 'node:path';
import { env } from 'node:process';
import { defineConfig } from 'vite';

// The core is built by CMake; these two say where its module lies and where the page goes.
const here = import.meta.dirname;
const core = resolve(env.ATTENTION_WASM_DIR ?? resolve(here, '../build/wasm/bindings'));
const output = resolve(env.ATTENTION_PAGE_DIR ?? resolve(here, '../build/page'));

export default defineConfig({
  base: './',
  // The core's loader can also run in Node and in workers; here those branches fall away.
  define: { process: 'undefined', importScripts: 'undefined' },
  resolve: { alias: { '@wasm': core } },
  server: { fs: { allow: [here, core] } },
  build: {
    outDir: output,
    emptyOutDir: true,
    target: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      external: ['module'], // Node's own, asked for by the branch of the loader that runs in Node
      input: { index: resolve(here, 'index.html'), embed: resolve(here, 'embed.html') },
    },
  },
});
