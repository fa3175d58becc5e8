import type * as http from 'node:http';
import { createRequire } from 'node:module';
import type KoaRouter from '@koa/router';

// An `import` of node:http reads its every property, its `WebSocket` too, and so loads Node's own fetch: 7 MB of each
// process for nothing. `require` does not. The router is required as well, because its ES module imports node:http.
const require = createRequire(import.meta.url);

export const { createServer } = require('node:http') as typeof http;
export const Router = require('@koa/router') as typeof KoaRouter;
