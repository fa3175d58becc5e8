import { pino } from 'pino';
import type { Logger } from 'pino';

export type { Logger } from 'pino';

const SECRET_FIELDS = [
  'password',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'cardNumber',
  'giftCardCode',
  'secret',
  'token',
];

/** JSON lines on stdout, written in batches (lesson 36); secrets are redacted wherever a field of that name appears. */
export function createLog(options: { service: string; replica: string; level: string }): Logger {
  const destination = pino.destination({ fd: 1, sync: false, minLength: 4096, periodicFlush: 500 });
  return pino(
    {
      level: options.level,
      base: { service: options.service, replica: options.replica },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: '[redacted]',
      },
    },
    destination,
  );
}

/** Everything buffered reaches stdout; used last, before the process ends. */
export function flushLog(log: Logger): Promise<void> {
  return new Promise((resolve) => {
    log.flush(() => {
      resolve();
    });
  });
}
