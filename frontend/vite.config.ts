import { defineConfig } from 'vite';
import { serviceWorkerAssets } from './build/service-worker-assets.ts';

/** Two entries: the app, and the service worker, which must lie at the root to answer for every page. */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // A file inlined as data: would be a second kind of address for the Content-Security-Policy to allow.
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { app: 'index.html', 'service-worker': 'src/service-worker.ts' },
      output: {
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js',
      },
    },
  },
  plugins: [serviceWorkerAssets()],
  // `npx vite` in this folder: the app as it is being written, on the API of a running mesh.
  server: { proxy: { '/api': process.env['COMPTOIR_URL'] ?? 'http://127.0.0.1:8080' } },
});
