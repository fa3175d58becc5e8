import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import { createFakeServices } from './fake-services.ts';
import type { FakeServices } from './fake-services.ts';

export interface FakeMesh extends FakeServices {
  address: { gatewayUrl: string; keyFile: string };
  /** A private folder, gone after close(). */
  folder: string;
  requests: () => number;
  /** Answers this many requests with the status, untouched by any service. */
  answerNext: (times: number, status: number) => void;
  /** Lets this many requests take effect; the last of them, and all after it, lose their answer. */
  cutAfter: (requests: number) => void;
  mend: () => void;
  close: () => Promise<void>;
}

/** The gateway's internal listener with the bulk routes behind it, over HTTP, keeping state in memory. */
export async function startFakeMesh(): Promise<FakeMesh> {
  const folder = await mkdtemp(join(tmpdir(), 'comptoir-fake-mesh-'));
  const keyFile = join(folder, 'mesh.jwk');
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await writeFile(keyFile, JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'mesh' }));
  const keys = createLocalJWKSet({
    keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'mesh', kty: 'OKP' }],
  });

  const services = createFakeServices();
  let handled = 0;
  let busy = { times: 0, status: 503 };
  let answersLeft = Infinity;

  const server = createServer((request, response) => {
    handled += 1;
    respond(request, response).catch(() => request.socket.destroy());
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (busy.times > 0) {
      busy = { ...busy, times: busy.times - 1 };
      answer(response, busy.status, { code: 'service.busy', detail: 'Try again.' });
      return;
    }
    const lost = answersLeft <= 1;
    const result = answersLeft > 0 ? await handle(request) : undefined;
    answersLeft -= 1;
    if (lost || result === undefined) request.socket.destroy();
    else answer(response, result.status, result.body);
  }

  async function handle(request: IncomingMessage) {
    const [, service = '', ...rest] = (request.url ?? '').split('/');
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    const { payload } = await jwtVerify(token, keys, { audience: service, issuer: 'mesh', subject: 'mesh' });
    z.object({ iat: z.number(), exp: z.number().max((payload.iat ?? 0) + 60) }).parse(payload);
    const body = await text(request);
    return services.answer(
      `${request.method} /${service}/${rest.join('/')}`,
      body === '' ? undefined : JSON.parse(body),
    );
  }

  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return {
    ...services,
    address: { gatewayUrl: `http://127.0.0.1:${port}`, keyFile },
    folder,
    requests: () => handled,
    answerNext: (times, status) => {
      busy = { times, status };
    },
    cutAfter: (requests) => {
      answersLeft = requests;
    },
    mend: () => {
      answersLeft = Infinity;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
