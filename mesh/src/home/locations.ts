import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where everything of one mesh is: the program under `root`, its private state under `home`. */
export type Locations = ReturnType<typeof locationsOf>;

// A unix socket path may have 107 bytes; the longest name we put into the run folder is well below 30.
const LONGEST_RUN_FOLDER = 75;

export function locationsOf({ root, home }: { root: string; home: string }) {
  const at = (name: string) => path.join(home, name);
  return {
    root,
    home,
    services: path.join(root, 'services'),
    /** The built app: made by the first start, and again when its sources changed. */
    frontend: path.join(root, 'frontend', 'dist'),
    state: at('state.json'),
    secrets: at('secrets'),
    data: at('data'),
    logs: at('logs'),
    traces: at('traces'),
    nginx: at('nginx'),
    prometheus: at('prometheus'),
    compileCache: at('compile-cache'),
    demoAccounts: at('demo-accounts.json'),
    run: runFolder(home),
    controlSocket: path.join(runFolder(home), 'mesh.sock'),
  };
}

/** Names of files under `logs`: one per process. */
export function logFile(locations: Locations, processName: string): string {
  return path.join(locations.logs, `${processName}.log`);
}

/** Where a replica writes the spans it keeps. */
export function traceFile(locations: Locations, processName: string): string {
  return path.join(locations.traces, `${processName}.jsonl`);
}

/** A short digest that tells two homes apart on one machine. */
export function homeDigest(home: string): string {
  return createHash('sha256').update(`${process.getuid?.()}:${home}`).digest('hex').slice(0, 16);
}

function runFolder(home: string): string {
  const inHome = path.join(home, 'run');
  return Buffer.byteLength(inHome) <= LONGEST_RUN_FOLDER
    ? inHome
    : path.join(tmpdir(), `comptoir-run-${homeDigest(home)}`);
}
