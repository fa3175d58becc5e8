import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestActor } from '@comptoir/test-kit';
import { startTestMesh } from '@comptoir/test-kit';
import { v7 as uuidv7 } from 'uuid';
import { createApp } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import type { Labels } from '../src/domain/signal.ts';
import { startFakePrometheus } from './fake-prometheus.ts';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** Operations beside a Prometheus that says what it is told, and a folder of logs. */
export async function startOperations({ withLogs = true } = {}) {
  const mesh = await startTestMesh();
  const prometheus = await startFakePrometheus();
  const logs = mkdtempSync(path.join(tmpdir(), 'comptoir-operations-'));
  const files = { LOG_DIR: logs, TRACE_FILE: path.join(logs, 'operations-1.jsonl') };
  const elsewhere = { TRACE_URL: 'https://traces.example/{traceId}' };
  const env = { PROMETHEUS_URL: prometheus.url, ...(withLogs ? files : elsewhere) };
  const operations = await mesh.start('operations', { folder: FOLDER, loadConfig, createApp, env });
  const operator = { sub: uuidv7(), role: 'operator' } satisfies TestActor;
  const file = (name: string) => path.join(logs, name);

  return {
    mesh,
    operations,
    prometheus,
    operator,
    headOffice: { sub: uuidv7(), role: 'headOffice' } satisfies TestActor,
    get: (pathname: string) => operations.call('GET', pathname, { as: operator }),
    file,
    /** Adds a line to a log, as the service of that process would. */
    said: (process: string, second: number, msg: string, facts: object = {}) => {
      const time = new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();
      appendFileSync(file(`${process}.log`), `${JSON.stringify({ level: 'info', time, ...facts, msg })}\n`);
    },
    /** Adds a span to a file of spans. */
    traced: (name: string, span: object) => {
      appendFileSync(file(name), `${JSON.stringify(span)}\n`);
    },
    wrote: (process: string, text: string) => {
      appendFileSync(file(`${process}.log`), text);
    },
    close: async () => {
      await mesh.close();
      await prometheus.close();
      rmSync(logs, { recursive: true });
    },
  };
}

export type OperationsUnderTest = Awaited<ReturnType<typeof startOperations>>;

export const of = (labels: Labels, value: number) => ({ labels, value });
export const replica = (service: string, number: number, value: number) =>
  of({ job: 'comptoir', service, replica: String(number) }, value);
