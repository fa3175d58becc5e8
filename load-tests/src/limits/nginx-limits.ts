import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBinary, freePort } from '@comptoir/mesh/engines';
import { drive } from '../drive/drive.ts';
import type { Answer, Step } from '../drive/step.ts';
import { LoadError } from '../load-error.ts';
import { until } from '../until.ts';
import type { Measure } from './measure.ts';
import type { Temporary } from './temporary.ts';

interface NginxPorts {
  listen: number;
  koas: readonly number[];
}

/** Nginx with nothing it does not need; upstream keepalive as the mesh has it (lesson 40). */
function configuration({ listen, koas }: NginxPorts): string {
  return `
daemon off;
worker_processes 2;
pid nginx.pid;
error_log stderr crit;
events { worker_connections 2048; }
http {
  access_log off;
  default_type application/json;
  keepalive_requests 1000000;
  client_body_temp_path temp/body; proxy_temp_path temp/proxy; fastcgi_temp_path temp/fastcgi;
  uwsgi_temp_path temp/uwsgi; scgi_temp_path temp/scgi;
  upstream koa { ${koas.map((port) => `server 127.0.0.1:${port} max_fails=0;`).join(' ')} keepalive 64; }
  server {
    listen 127.0.0.1:${listen} backlog=511;
    location = /static { alias www/product.json; }
    location = /koa { proxy_pass http://koa; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
}
`;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}

export interface NginxLimitsPlan {
  folder: string;
  /** A JSON text: what every request is answered. */
  product: string;
  connections: number;
  signal: AbortSignal;
}

async function startServers(temporary: Temporary, { folder, product }: NginxLimitsPlan) {
  const nginx = findBinary('nginx');
  if (nginx === undefined) {
    throw new LoadError('Nginx is not installed: `npm start` installs it, or sudo apt install nginx.');
  }
  const [listen, ...koas] = [await freePort(), await freePort(), await freePort()];
  await mkdir(join(folder, 'www'));
  await mkdir(join(folder, 'temp'));
  await writeFile(join(folder, 'www/product.json'), product);
  await writeFile(join(folder, 'nginx.conf'), configuration({ listen, koas }));

  const bareKoa = fileURLToPath(import.meta.resolve('./bare-koa.ts'));
  const koa = koas.map((port) => temporary.spawn(process.execPath, [bareKoa, `${port}`, product]).pid ?? 0);
  const server = temporary.spawn(nginx, ['-p', folder, '-c', 'nginx.conf']);
  const origin = `http://127.0.0.1:${listen}`;
  const up = await until(10_000, async () => (await answers(`${origin}/static`)) && answers(`${origin}/koa`));
  if (!up) throw new LoadError(`The temporary Nginx and Koa for the limits did not start on ${origin}.`);
  return { origin, pids: { nginx: [server.pid ?? 0], koa } };
}

/** Starts the smallest Nginx and two bare Koas, and measures each of them answering `product`. */
export async function nginxLimits(temporary: Temporary, plan: NginxLimitsPlan): Promise<Measure[]> {
  const { connections, product, signal } = plan;
  const { origin, pids } = await startServers(temporary, plan);
  const check = ({ status, body }: Answer) => (status === 200 && body === product ? undefined : `${status}`);
  const measure = (name: string, path: string, groups: Measure['groups']): Measure => {
    const step: Step = { name: path, method: 'GET', path, headers: {}, check };
    const visitor = () => () => step;
    const run = (durationSeconds: number) =>
      drive({ url: origin, connections, durationSeconds, visitor, signal });
    return { name, groups, run };
  };
  return [
    measure('static', '/static', new Map([['nginx', pids.nginx]])),
    measure('koa', '/koa', new Map(Object.entries(pids))),
  ];
}
