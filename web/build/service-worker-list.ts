import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

// The service worker keeps the shell: the entry, its static imports and styles. Lazy modules are added
// when they are first opened, so installing stays as light as the first load.
export function serviceWorkerList(): Plugin {
  return {
    name: 'service-worker-list',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = new Set<string>();
      const visit = (name: string) => {
        if (files.has(name)) return;
        files.add(name);
        const chunk = bundle[name];
        if (chunk?.type === 'chunk') for (const next of chunk.imports) visit(next);
      };
      for (const item of Object.values(bundle)) {
        if (item.type === 'chunk' && item.isEntry && item.name === 'index') visit(item.fileName);
        if (item.type === 'asset' && /assets\/index-.*\.css$/.test(item.fileName)) files.add(item.fileName);
      }
      const list = [...files].sort();
      const version = createHash('sha256').update(Object.keys(bundle).sort().join()).digest('hex').slice(0, 12);
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') throw new Error('service worker is missing from the build');
      worker.code = worker.code
        .replace('__SHELL_VERSION__', version)
        .replace('"__SHELL_FILES__"', JSON.stringify(list.map((f) => `/${f}`)))
        .replace('`__SHELL_FILES__`', JSON.stringify(list.map((f) => `/${f}`)));
    },
  };
}
