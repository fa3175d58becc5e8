/// <reference lib="webworker" />

// Keeps the app's own files, so that a till that is reloaded without a network still opens. Data is not its business: the
// catalogue and unsent sales are in IndexedDB, where the app itself looks after them.

const worker = self as unknown as ServiceWorkerGlobalScope;
/** Written by the build: every file of this version. */
const FILES = '__COMPTOIR_FILES__' as unknown as string[];
const VERSION = `app-${digest(String(FILES))}`;

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(VERSION)
      .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' }))))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== VERSION).map((name) => caches.delete(name))),
      )
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin || isTheServers(url.pathname)) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (FILES.includes(url.pathname)) event.respondWith(kept(request));
});

const isTheServers = (pathname: string) => /^\/(api|health)(\/|$)/.test(pathname);

/** The newest page while there is a network, within reason; the kept one otherwise. */
async function page(request: Request): Promise<Response> {
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(3_000) });
    if (fresh.ok) return fresh;
  } catch {
    // No network: what follows is for this.
  }
  return (await caches.match('/')) ?? Response.error();
}

/** The names of assets carry a digest of what is in them: what was kept is still true. */
async function kept(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** FNV-1a, 32 bits: names a version, guards nothing. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return hash.toString(36);
}
