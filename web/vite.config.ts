import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { serviceWorkerList } from './build/service-worker-list';

const server = process.env.TRAMWAY_SERVER ?? 'http://localhost:8080';

// What a browser keeps is of these shapes: a build of others does not read it.
const answers = readFileSync(new URL('./openapi.json', import.meta.url));
const shapes = createHash('sha256').update(answers).digest('hex').slice(0, 12);

export default defineConfig({
  define: { __SHAPES__: JSON.stringify(shapes) },
  plugins: [react(), serviceWorkerList()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: 'es2022',
    // The server sends a strict CSP: nothing may be inlined as a data: script or style.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { index: 'index.html', sw: 'src/sw.ts' },
      output: {
        // The service worker must live at the root to own the whole page, under a name that never changes.
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    proxy: { '/api': server, '/live': { target: server, ws: true } },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test-setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
