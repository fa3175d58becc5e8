import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startFakeMesh } from './test/fake-mesh.ts';
import type { FakeMesh } from './test/fake-mesh.ts';
import { InternalCallFailed } from './internal-call-failed.ts';
import { openInternalClient } from './internal-client.ts';

let mesh: FakeMesh;
beforeEach(async () => {
  mesh = await startFakeMesh();
});
afterEach(() => mesh.close());

const store = { code: 'MTL1', name: 'Comptoir', type: 'store' as const, registers: [] };
const noPause = () => Promise.resolve();

test.each([429, 502, 503, 504])('a service that answers %i for a moment is asked again', async (status) => {
  const client = await openInternalClient(mesh.address, noPause);
  mesh.answerNext(3, status);

  const answers = await client.putLocations([store]);

  expect(answers).toMatchObject([{ code: 'MTL1' }]);
  expect(mesh.requests()).toBe(4);
});

test('waits longer between attempts, and gives up after about six seconds', async () => {
  const pauses: number[] = [];
  const client = await openInternalClient(mesh.address, (milliseconds) => {
    pauses.push(milliseconds);
    return Promise.resolve();
  });
  mesh.answerNext(1_000, 503);

  const attempt = client.putLocations([store]);

  await expect(attempt).rejects.toMatchObject({ service: 'location', status: 503, code: 'service.busy' });
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(pauses.reduce((total, pause) => total + pause, 0)).toBeLessThan(7_000);
  expect(mesh.locations.size).toBe(0);
});

test('a refusal is final: it is not repeated, and says who refused and why', async () => {
  const client = await openInternalClient(mesh.address, noPause);

  const attempt = client.putLocations([{ ...store, code: 'not a code' }]);

  await expect(attempt).rejects.toThrow(/^location refused \(422 request.invalid\): /);
  expect(mesh.requests()).toBe(1);
});

test('a mesh that does not run is one clear sentence', async () => {
  const client = await openInternalClient({ ...mesh.address, gatewayUrl: 'http://127.0.0.1:9' }, noPause);

  const attempt = client.listLocations();

  await expect(attempt).rejects.toThrow('location cannot be reached: is the mesh running?');
  await expect(attempt).rejects.toBeInstanceOf(InternalCallFailed);
});
