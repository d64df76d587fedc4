// Before anything is drawn: the language and theme of the reader, for the figure that is there before the page is live. A link
// asks for a figure of its own, which is not there yet.
(() => {
  const root = document.documentElement;
  const recall = name => {
    try {
      return localStorage.getItem(`attention-${name}`);
    } catch {
      return null;
    }
  };
  const known = navigator.languages.find(tag => /^(en|zh)\b/i.test(tag)) ?? 'en';
  const language = /^(en|zh)$/.test(recall('language') ?? '') ? recall('language') : known;
  root.lang = /^zh/i.test(language) ? 'zh-CN' : 'en';
  // The words are asked for here, a round trip before the scripts would; the core is compiled while scripts are on their way.
  const { core, [root.lang.slice(0, 2)]: words } = document.currentScript.dataset;
  if (core) window.core = window.WebAssembly?.compileStreaming(fetch(core)).catch(() => {});
  if (words) {
    const link = Object.assign(document.createElement('link'), { rel: 'modulepreload', crossOrigin: '', href: words });
    document.head.append(link);
  }
  // Where the scripts do not come, that is said; the figure that is there stays.
  const tell = ({ target }) => {
    if (target.type === 'module') document.querySelector('.failure').hidden = false;
  };
  addEventListener('error', tell, true);
  if (/^(light|dark)$/.test(recall('theme') ?? '')) root.dataset.theme = recall('theme');
  root.toggleAttribute('data-linked', !!location.hash);
})();
