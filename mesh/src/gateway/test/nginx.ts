import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { engineEnv, freePort } from '../../engines/index.ts';
import type { GatewayPlan, Upstream } from '../gateway-plan.ts';
import { writeGateway } from '../write-gateway.ts';
import { ask } from './ask.ts';
import { aPlan } from './plan.ts';

export interface RunningGateway {
  url: string;
  internalUrl: string;
  statusUrl: string;
  /** Lines of the access log so far. */
  accessLog(): string[];
  /** Everything in the error log so far. */
  errorLog(): string;
  reload(upstreams: readonly Upstream[]): Promise<void>;
  stop(): Promise<void>;
}

/** Asks again every 20 ms until the condition holds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 5000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`still not true: ${String(condition)}`);
    await delay(20);
  }
}

/** Checks a configuration as Nginx itself reads it; rejects with its complaint. */
export async function checkConfig(plan: GatewayPlan, folder: string): Promise<void> {
  mkdirSync(plan.runDir, { recursive: true });
  await promisify(execFile)('nginx', ['-t', ...commandLine(writeGateway(plan, folder), folder)], {
    env: engineEnv,
  });
}

/** A real Nginx on a rendered configuration, in a folder of its own. */
export async function startGateway(decided: Partial<GatewayPlan>): Promise<RunningGateway> {
  const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-gateway-'));
  const [publicPort, internalPort, statusPort] = [await freePort(), await freePort(), await freePort()];
  const plan = aPlan(folder, { publicPort, internalPort, statusPort, ...decided });
  mkdirSync(plan.runDir);
  const config = writeGateway(plan, path.join(folder, 'config'));
  // Tells Nginx to end, workers and all, when a killed test cannot.
  const nginx = spawn(
    'setpriv',
    ['--pdeathsig=TERM', '--', 'nginx', ...commandLine(config, folder), '-g', 'daemon off;'],
    {
      env: engineEnv,
      stdio: 'inherit',
    },
  );
  const exited = once(nginx, 'exit');
  const url = `http://127.0.0.1:${publicPort}`;
  const statusUrl = `http://127.0.0.1:${statusPort}`;
  const answers = () =>
    ask(statusUrl, '/stub_status').then(
      ({ status }) => status === 200,
      () => false,
    );
  await until(async () => nginx.exitCode !== null || (await answers()));
  if (nginx.exitCode !== null) {
    rmSync(folder, { recursive: true });
    throw new Error(`Nginx did not start (exit code ${nginx.exitCode}); its complaint is above`);
  }

  return {
    url,
    internalUrl: `http://127.0.0.1:${internalPort}`,
    statusUrl,
    errorLog: () => readFileSync(plan.errorLogPath, 'utf8'),
    accessLog: () => readFileSync(plan.accessLogPath, 'utf8').split('\n').filter(Boolean),
    reload: async (upstreams) => {
      await checkConfig({ ...plan, upstreams }, path.join(folder, 'config'));
      nginx.kill('SIGHUP');
    },
    stop: async () => {
      nginx.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true });
    },
  };
}

function commandLine(config: string, folder: string): string[] {
  return ['-c', config, '-p', folder, '-e', path.join(folder, 'error.log')];
}
