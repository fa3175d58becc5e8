import { tracingChannel } from 'node:diagnostics_channel';
import type { TracingChannel } from 'node:diagnostics_channel';
import { startSpan } from './active-span.ts';
import type { Description, OpenSpan } from './local-trace.ts';
import { endSpan } from './local-trace.ts';
import { quietSql } from './quiet-text.ts';
import { sqlSummary } from './sql-summary.ts';

/** What mysql2 publishes of a statement. Its values are left where they are, and taken out of its text: they may be secret. */
interface Statement extends Operation {
  query: string;
  database: string;
}

/** What ioredis publishes of a command. */
interface Command extends Operation {
  command: string;
}

interface Operation {
  error?: unknown;
  span?: OpenSpan | undefined;
}

const MOST_TEXT = 1_000;
let listening = false;

/** From now on statements of mysql2 and commands of ioredis are spans of whoever they are sent for, in this process. */
export function traceDrivers(): void {
  if (listening) return;
  listening = true;
  listen(tracingChannel<unknown, Statement>('mysql2:query'), describeStatement);
  listen(tracingChannel<unknown, Statement>('mysql2:execute'), describeStatement);
  listen(tracingChannel<unknown, Command>('ioredis:command'), describeCommand);
}

function listen<Sent extends Operation>(
  channel: TracingChannel<unknown, Sent>,
  describe: (sent: Sent) => Description,
): void {
  channel.subscribe({
    start: (sent) => {
      sent.span = startSpan({ kind: 'client', describe: () => describe(sent) });
    },
    asyncStart: ({ span, error }) => {
      endSpan(span, error !== undefined);
    },
    end: ignore,
    asyncEnd: ignore,
    error: ignore,
  });
}

function describeStatement({ query, database }: Statement): Description {
  return {
    name: sqlSummary(query),
    attributes: {
      'db.system.name': 'mariadb',
      'db.namespace': database,
      'db.query.text': quietSql(query).replaceAll(/\s+/g, ' ').slice(0, MOST_TEXT),
    },
  };
}

function describeCommand({ command }: Command): Description {
  return { name: command.toUpperCase(), attributes: { 'db.system.name': 'redis' } };
}

function ignore(): void {
  // How an operation goes on between its start and its answer is nobody's question here.
}
