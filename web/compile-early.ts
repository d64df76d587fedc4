import type { Plugin } from 'vite';

/** Chunks that run at once say so in their first line: browsers that heed it compile all of them while they arrive, on a thread apart. */
export function compileEarly(names: readonly string[]): Plugin {
  return {
    name: 'compile-early',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle))
          if (file.type === 'chunk' && names.includes(file.name)) file.code = `//# allFunctionsCalledOnLoad\n${file.code}`;
      },
    },
  };
}
