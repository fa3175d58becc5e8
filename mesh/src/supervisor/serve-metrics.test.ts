import { expect, test } from '@jest/globals';
import { createServer, type AddressInfo } from 'node:net';
import { identify } from '../processes/process-table.ts';
import type { ProcessSnapshot } from './process-life.ts';
import { serveMetrics } from './serve-metrics.ts';
import type { SupervisedProcess } from './supervised-process.ts';

const ended: ProcessSnapshot = {
  state: 'waiting',
  identity: undefined,
  other: undefined,
  restarts: 3,
  lastEnd: 'SIGKILL',
};
const running: ProcessSnapshot = {
  ...ended,
  state: 'ready',
  // Another leads the session of this test, so nothing of it is weighed: only that it runs counts here.
  identity: identify(process.pid),
  restarts: 0,
};

const watched = (service: string, snapshot: ProcessSnapshot) =>
  ({ spec: { service, replica: 1, tier: 'engine' }, snapshot: () => snapshot }) as SupervisedProcess;

test('the launcher tells of each process whether it runs, is ready, how often it was started again, and how full the disk is', async () => {
  const processes = [watched('mariadb', running), watched('redis-data', ended)];
  const launcher = await freePort();
  const close = await serveMetrics({
    fleet: { all: () => processes },
    fixedPorts: { launcher },
    settings: { locations: { data: import.meta.dirname } },
    gateway: { certificateEnd: () => undefined },
    report: () => undefined,
  });
  const textOf = async () => (await fetch(`http://127.0.0.1:${launcher}/metrics`)).text();
  const seriesOf = async () => {
    const text = await textOf();
    return text.split('\n').filter((line) => line.startsWith('mesh_process') && !line.includes('bytes'));
  };

  const first = await seriesOf();
  processes.pop();
  const second = await seriesOf();
  const text = await textOf();
  close();

  const mariadb = [
    'mesh_process_up{process="mariadb",replica="1",tier="engine"} 1',
    'mesh_process_ready{process="mariadb",replica="1",tier="engine"} 1',
    'mesh_process_restarts_total{process="mariadb",replica="1",tier="engine"} 0',
  ];
  const redis = [
    'mesh_process_up{process="redis-data",replica="1",tier="engine"} 0',
    'mesh_process_ready{process="redis-data",replica="1",tier="engine"} 0',
    'mesh_process_restarts_total{process="redis-data",replica="1",tier="engine"} 3',
  ];
  expect(first.toSorted()).toEqual([...mariadb, ...redis].toSorted());
  expect(second.toSorted()).toEqual(mariadb.toSorted());
  const [free, size] = ['free', 'size'].map((what) =>
    Number(new RegExp(`^mesh_disk_${what}_bytes (\\S+)$`, 'm').exec(text)?.[1]),
  );
  expect(free).toBeGreaterThan(0);
  expect(size).toBeGreaterThan(free ?? 0);
});

test.each([
  ['never where there is none', undefined, '+Inf'],
  ['when it ends', new Date('2031-05-06T07:08:09Z'), '1935817689'],
])('the certificate of the gateway ends %s', async (_, end, seconds) => {
  const launcher = await freePort();
  const close = await serveMetrics({
    fleet: { all: () => [] },
    fixedPorts: { launcher },
    settings: { locations: { data: import.meta.dirname } },
    gateway: { certificateEnd: () => end },
    report: () => undefined,
  });

  const text = await (await fetch(`http://127.0.0.1:${launcher}/metrics`)).text();
  close();

  expect(text.split('\n')).toContain(`mesh_certificate_end_seconds ${seconds}`);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
