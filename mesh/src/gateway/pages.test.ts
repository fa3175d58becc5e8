import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask } from './test/ask.ts';
import { startGateway, type RunningGateway } from './test/nginx.ts';
import { service, startOrigin, type Origin } from './test/origin.ts';

let folder: string;
let stock: Origin;
let docs: RunningGateway;
let app: RunningGateway;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-app-'));
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>app</title>');
  writeFileSync(path.join(folder, 'assets', 'index-0123abcd.js'), `// ${'long '.repeat(400)}`);
  stock = await startOrigin('stock-1', (request, response) => {
    response.end(request.url);
  });
  const upstreams = [service('stock', stock), service('cart')];
  docs = await startGateway({ upstreams });
  app = await startGateway({ upstreams, webRoot: folder });
});
afterAll(async () => {
  await Promise.all([docs.stop(), app.stop(), stock.die()]);
  rmSync(folder, { recursive: true });
});

test('the page about problems asks for nothing that its policy forbids', async () => {
  const page = await ask(docs.url, '/api/docs/problems');

  expect(page.status).toBe(200);
  expect(page.header('Content-Type')).toBe('text/html');
  expect(page.body).not.toMatch(/<style|style=|<script|\son\w+=|https?:\/\//);
  for (const [, address = ''] of page.body.matchAll(/<(?:link|img)[^>]+(?:href|src)="([^"]+)"/g)) {
    expect(await ask(docs.url, address)).toMatchObject({ status: 200 });
  }
});

test('a path without a file is a screen of the app, never cached', async () => {
  const [screen, home] = [await ask(app.url, '/sales/new?register=1'), await ask(app.url, '/')];

  expect(screen.body).toBe(home.body);
  expect(screen.status).toBe(200);
  expect(screen.all('Cache-Control')).toEqual(['no-cache']);
});

test('files named by their content are cached for ever; what is missing is not', async () => {
  const file = await ask(app.url, '/assets/index-0123abcd.js');
  const missing = await ask(app.url, '/assets/index-ffffffff.js');

  expect(file.header('Content-Type')).toBe('text/javascript');
  expect(file.all('Cache-Control')).toEqual(['public, max-age=31536000, immutable']);
  expect(missing.status).toBe(404);
  expect(missing.all('Cache-Control')).toEqual(['no-store']);
});

test('long answers are compressed for who asks', async () => {
  const asked = { headers: { 'Accept-Encoding': 'gzip' } };

  const file = await ask(app.url, '/assets/index-0123abcd.js', asked);

  expect(file.header('Content-Encoding')).toBe('gzip');
});

test('the API pages are served, with Swagger UI and the list of services the mesh has', async () => {
  const paths = [
    '/api/docs/',
    '/api/docs/initializer.js',
    '/api/docs/swagger/swagger-ui-bundle.js',
    '/api/docs/problems',
  ];

  const pages = await Promise.all(paths.map((address) => ask(docs.url, address)));
  const list = await ask(docs.url, '/api/docs/specs.json');
  const bare = await ask(docs.url, '/api/docs');

  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(JSON.parse(list.body)).toEqual([
    { name: 'stock', url: '/api/docs/specs/stock.json' },
    { name: 'cart', url: '/api/docs/specs/cart.json' },
  ]);
  expect(bare).toMatchObject({ status: 308 });
  expect(bare.header('Location')).toBe('/api/docs/');
});

test('the description of a service comes from the service', async () => {
  expect((await ask(docs.url, '/api/docs/specs/stock.json')).body).toBe('/openapi.json');
});

test('what Nginx says of itself is on the status port only', async () => {
  const [here, outside] = [await ask(docs.statusUrl, '/stub_status'), await ask(docs.url, '/stub_status')];

  expect(here.body).toContain('Active connections');
  expect(outside.body).not.toContain('Active connections');
});
