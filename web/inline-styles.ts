import type { Plugin } from 'vite';
import { allowed } from './policy.ts';

/**
 * Puts a page's style sheet into the page, where the policy knows it by its hash: nothing is drawn before it is there, and as a
 * file of its own it costs a round trip, and one of the few connections that a browser has to a server.
 */
export function inlineStyles(): Plugin {
  return {
    name: 'inline-styles',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const link = /<link rel="stylesheet"[^>]* href="\.\/([^"]+)">/.exec(html);
        const file = bundle[link?.[1] ?? ''];
        if (!link || file?.type !== 'asset') return html;
        const text = String(file.source).trim();
        delete bundle[file.fileName];
        return allowed(html, 'style-src', text).replace(link[0], () => `<style>${text}</style>`);
      },
    },
  };
}
