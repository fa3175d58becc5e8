import { createRequire } from 'node:module';
import type KoaRouter from '@koa/router';

// An `import` of node:http reads its every property, its `WebSocket` too, and so loads Node's own fetch: 7 MB of each
// process for nothing. Asked for like this it does not. The router is required, because its ES module imports node:http.
export const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http');
export const Router = createRequire(import.meta.url)('@koa/router') as typeof KoaRouter;
