import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { dashboardQueries, readDashboards } from '../checks/queries.ts';
import { grafanaProblems } from './grafana.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server = undefined;
});

const frame = { data: { values: [[1], [2]] } };

/** Answers as Grafana's HTTP API does; `missing` is a dashboard it did not load, `result` what it says to each query. */
async function aGrafana({
  missing = '',
  result = { frames: [frame] },
}: { missing?: string; result?: object } = {}): Promise<string> {
  const boards = new Map([...readDashboards().values()].map(({ uid, panels }) => [uid, panels]));
  server = createServer((request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    const uid = /^\/api\/dashboards\/uid\/(.+)$/.exec(request.url ?? '')?.[1];
    if (uid !== undefined) {
      const panels = uid === missing ? undefined : boards.get(uid);
      answer(panels === undefined ? 404 : 200, panels === undefined ? {} : { dashboard: { panels } });
      return;
    }
    void json(request).then(() => answer(200, { results: { A: result } }));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a Grafana that has every dashboard and an answer to every query has no problem', async () => {
  expect(await grafanaProblems(await aGrafana())).toEqual([]);
});

test('a dashboard that was not loaded is named', async () => {
  const [[name, { uid, panels }] = ['', { uid: '', panels: [] }]] = readDashboards();

  const problems = await grafanaProblems(await aGrafana({ missing: uid }));

  expect(problems).toEqual([`Grafana shows 0 of ${panels.length} panels of ${name}`]);
});

test.each([
  ['errs', { error: 'parse error' }, 'parse error'],
  ['finds nothing', { frames: [{ data: { values: [[], []] } }] }, 'finds nothing'],
])('a query that %s is named', async (_, result, said) => {
  const problems = await grafanaProblems(await aGrafana({ result }));

  expect(problems).toEqual(dashboardQueries().map(({ where }) => `Grafana, ${where}: ${said}`));
});
