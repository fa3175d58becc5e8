import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { type EngineCommand } from './engine-command.ts';

export type EngineLog = (line: string) => void;

/** A running engine. `ready` asks now and never throws; `stop` returns once the process is gone. */
export type Engine = { pid: number; port: number; ready(): Promise<boolean>; stop(): Promise<void> };

/** An engine that could not start; the message is one sentence for a person. */
export class EngineError extends Error {
  override name = 'EngineError';
}

type StartOptions = {
  name: string;
  port: number;
  command: EngineCommand;
  log: EngineLog;
  isReady: () => Promise<boolean>;
  startTimeoutMs?: number;
};

/** Spawns the command and resolves when it answers. Throws EngineError, with the engine's own last words, when it does not. */
export async function startEngine(options: StartOptions): Promise<Engine> {
  const { name, port, command, isReady, startTimeoutMs = 60_000 } = options;
  await refuseTakenPort(name, port);

  const lastLines: string[] = [];
  const child = spawn(command.command, command.args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = whenGone(child);
  readLines(child, (line) => {
    lastLines.push(line);
    if (lastLines.length > 20) lastLines.shift();
    options.log(line);
  });

  const deadline = Date.now() + startTimeoutMs;
  while (!(await isReady())) {
    const gone = await Promise.race([exited, delay(50)]);
    if (gone) throw new EngineError(`${name} stopped while starting (${gone}): ${complaint(lastLines)}`);
    if (Date.now() < deadline) continue;
    child.kill('SIGKILL');
    throw new EngineError(
      `${name} did not answer within ${startTimeoutMs / 1000} s: ${complaint(lastLines)}`,
    );
  }
  return { pid: child.pid ?? 0, port, ready: isReady, stop: () => stop(child, exited) };
}

/** Runs a command to its end, feeding it `input`. Throws EngineError with its output when it fails. */
export async function runToEnd(name: string, { command, args, env, cwd }: EngineCommand, input = '') {
  const child = spawn(command, args, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  const lines: string[] = [];
  readLines(child, (line) => lines.push(line));
  // A program that dies before it has read its input is reported by its exit code, not by EPIPE.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const outcome = await whenGone(child);
  if (outcome !== 'exit 0') throw new EngineError(`${name} failed (${outcome}): ${complaint(lines)}`);
}

async function stop(child: ChildProcess, exited: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  const patience = new AbortController();
  const gone = await Promise.race([exited, delay(30_000, undefined, { signal: patience.signal })]);
  patience.abort();
  if (!gone) child.kill('SIGKILL');
  await exited;
}

function whenGone(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? `exit ${code}`));
  });
}

function readLines(child: ChildProcess, onLine: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', onLine);
  }
}

function complaint(lines: string[]): string {
  const errors = lines.filter((line) => /error|fatal|denied|cannot|can't|no space/i.test(line));
  return (errors.length > 0 ? errors.slice(0, 2) : lines.slice(-3)).join(' | ') || 'it said nothing';
}

async function refuseTakenPort(name: string, port: number): Promise<void> {
  if (await isPortFree(port)) return;
  throw new EngineError(`${name} cannot start: another program already listens on 127.0.0.1:${port}.`);
}

/** Whether a server could listen on this loopback port at this moment. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** A free loopback port, chosen at random below 32768 (lesson 8). */
export async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  return (await isPortFree(port)) ? port : freePort();
}
