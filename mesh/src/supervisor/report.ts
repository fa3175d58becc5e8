import { appendFileSync } from 'node:fs';

export type ReportLevel = 'info' | 'warn' | 'error';

/** Tells what happens to the mesh: to its own log, and to whoever watches. */
export type Report = (message: string, level?: ReportLevel) => void;

export interface Reporter {
  report: Report;
  /** Calls back with each message; returns what ends it. */
  subscribe(listener: (message: string, level: ReportLevel) => void): () => void;
}

/** `logFile` gets one JSON line per message, in the shape of the services' own lines, so `logs` can merge them. */
export function createReporter(logFile: string): Reporter {
  const listeners = new Set<(message: string, level: ReportLevel) => void>();
  return {
    report(msg, level = 'info') {
      const line = JSON.stringify({ level, time: new Date().toISOString(), service: 'mesh', msg });
      try {
        appendFileSync(logFile, `${line}\n`, { mode: 0o600 });
      } catch {
        // A full disk must not end the mesh; whoever watches still hears it.
      }
      for (const listener of listeners) listener(msg, level);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
