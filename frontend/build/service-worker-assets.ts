import type { Plugin } from 'vite';

/** Where the service worker's source waits for the list of files to keep. */
const PLACE = '__COMPTOIR_FILES__';

/** Writes the names of all built files, and a digest of them, into the service worker: a new build is a new worker. */
export function serviceWorkerAssets(): Plugin {
  return {
    name: 'service-worker-assets',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const worker = bundle['service-worker.js'];
      if (worker?.type !== 'chunk') throw new Error('There is no service worker in this build.');
      const built = Object.keys(bundle).filter(
        (name) => name !== 'service-worker.js' && !name.endsWith('.map'),
      );
      const files = [
        '/',
        '/comptoir.svg',
        ...built.filter((name) => name !== 'index.html').map((name) => `/${name}`),
      ];
      const quoted = new RegExp(`["'\`]${PLACE}["'\`]`);
      if (!quoted.test(worker.code))
        throw new Error('The service worker has no place for the list of files.');
      worker.code = worker.code.replace(quoted, () => JSON.stringify(files.toSorted()));
    },
  };
}
