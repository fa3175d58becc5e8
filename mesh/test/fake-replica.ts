import path from 'node:path';
import { freePort } from '../src/engines/index.ts';
import { isReadyAs, saysAnything } from '../src/plan/probe.ts';
import type { ProcessSpec } from '../src/plan/process-spec.ts';

// As much of a service as the supervisor knows of one: a shared port, its pid when ready, a drain on SIGTERM.
const PROGRAM = `
const server = require('node:http').createServer((request, response) => response.end(JSON.stringify({ pid: process.pid })));
server.listen({ host: '127.0.0.1', port: Number(process.env.PORT), reusePort: true });
process.on('SIGTERM', () => server.close(() => process.exit(0)));
`;

/** A replica for tests, whose log is in `folder`; `program` replaces what it runs. */
export async function fakeReplica(folder: string, program = PROGRAM): Promise<ProcessSpec> {
  const port = await freePort();
  return {
    name: 'fake-1',
    service: 'fake',
    replica: 1,
    port,
    tier: 'service',
    command: process.execPath,
    args: ['-e', program],
    env: { PORT: String(port) },
    cwd: folder,
    logFile: path.join(folder, 'fake-1.log'),
    stop: { signal: 'SIGTERM', graceMs: 5000 },
    isReady: (pid) => isReadyAs(pid, port),
    hang: { answers: () => saysAnything(port), silentMs: 1000 },
  };
}
