import { expect, test } from '@jest/globals';
import { ask } from './test/ask.ts';
import { startGateway, until } from './test/nginx.ts';
import { service, startOrigin, type Behaviour } from './test/origin.ts';

const slowly =
  (name: string): Behaviour =>
  (_, response) => {
    setTimeout(() => response.end(name), 15);
  };

test('draining and stopping a replica under load loses nothing, and bringing one back neither', async () => {
  const first = await startOrigin('stock-1', slowly('stock-1'));
  const second = await startOrigin('stock-2', slowly('stock-2'));
  const third = await startOrigin('stock-3', slowly('stock-3'));
  const { url, reload, stop } = await startGateway({ upstreams: [service('stock', first, second)] });
  const load = startLoad(url);
  const lately = () => new Set(load.answers.slice(-30));
  await until(() => lately().size === 2);

  await reload([{ service: 'stock', replicas: [{ ...first.replica, state: 'drain' }, second.replica] }]);
  await until(() => first.inFlight() === 0 && lately().size === 1);
  await first.die();
  await reload([service('stock', third, second)]);
  await until(() => lately().has('200 stock-3'));
  await load.stop();

  expect(new Set(load.answers)).toEqual(new Set(['200 stock-1', '200 stock-2', '200 stock-3']));
  await Promise.all([stop(), second.die(), third.die()]);
});

/**
 * Six clients that ask without a pause, half of them by POST, and note every answer and failure. Each request has a
 * connection of its own: Debian's Nginx closes idle ones at a reload, and a request already on its way there is lost.
 */
function startLoad(url: string) {
  const answers: string[] = [];
  const load = { running: true };
  const clients = Array.from({ length: 6 }, async (_, client) => {
    const method = client % 2 === 0 ? 'GET' : 'POST';
    while (load.running) {
      const note = ({ status, body }: { status: number; body: string }) => `${status} ${body}`;
      answers.push(await ask(url, '/api/stock', { method }).then(note, String));
    }
  });
  return {
    answers,
    stop: async () => {
      load.running = false;
      await Promise.all(clients);
    },
  };
}
