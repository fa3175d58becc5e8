import { logPage, logQuery } from '@comptoir/contracts/http/operations';
import type { Route } from '@comptoir/service-kit';
import { AppError, ok, roles, route } from '@comptoir/service-kit';
import type { LogTails } from '../use-cases/ports.ts';
import { readLogs } from '../use-cases/read-logs.ts';

/** `logs` is undefined where processes write no files. */
export function logsRoutes({ logs }: { logs: LogTails | undefined }): Route[] {
  return [
    route(
      'GET',
      '/api/ops/logs',
      {
        summary: 'The newest lines of all processes, or what came after a cursor',
        access: roles('operator'),
        query: logQuery,
        answers: { 200: logPage },
        refusals: {
          'cursor.malformed': 'The cursor is not one of ours.',
          'logs.elsewhere': 'There are no log files here.',
        },
      },
      async ({ query, context }) => {
        if (logs === undefined) throw elsewhere();
        return ok(await readLogs(logs, query, context.now));
      },
    ),
  ];
}

function elsewhere(): AppError {
  const detail =
    'Processes write no log files here. In containers ask their engine: docker compose logs -f <service>.';
  return new AppError('unavailable', 'logs.elsewhere', detail);
}
