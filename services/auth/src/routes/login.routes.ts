import { loginRequest, session } from '@comptoir/contracts/http/auth';
import type { Route } from '@comptoir/service-kit';
import { AppError, ok, openToAll, remainingMs, route } from '@comptoir/service-kit';
import type { AuthMetrics } from '../metrics.ts';
import type { AccessTokens } from '../security/access-tokens.ts';
import type { InTransaction } from '../unit.ts';
import type { LogInDeps } from '../use-cases/log-in.ts';
import { logIn } from '../use-cases/log-in.ts';
import type { Fresh } from '../use-cases/start-session.ts';
import { sessionAnswer } from './session-answer.ts';

export interface LoginDeps extends Pick<LogInDeps, 'accounts' | 'passwords' | 'inTurn'> {
  inTransaction: InTransaction;
  tokens: AccessTokens;
  fresh(now: Date): Fresh;
  metrics: AuthMetrics;
}

export function loginRoutes({
  accounts,
  passwords,
  inTurn,
  inTransaction,
  tokens,
  fresh,
  metrics,
}: LoginDeps): Route[] {
  return [
    route(
      'POST',
      '/api/auth/login',
      {
        summary: 'Sign in with username and password',
        access: openToAll(),
        body: loginRequest,
        answers: { 200: session },
        refusals: {
          'auth.invalid_credentials':
            'no such user, wrong password, or not allowed in: which, is not said (401)',
          'auth.throttled':
            'too many failures for this account or from this address; Retry-After says how long (429)',
          'auth.overloaded': 'too many passwords are being checked (503)',
        },
      },
      async ({ body, address, context }) => {
        const issue = await tokens.issuer(context.now);
        const deps: LogInDeps = {
          accounts,
          passwords,
          inTransaction: (work) => inTransaction(context, work),
          inTurn: (account, work) =>
            inTurn(account, () => {
              remainingMs(context);
              return work();
            }),
        };
        const result = await logIn(deps, { ...body, address, fresh: fresh(context.now) });
        metrics.login(result.outcome);
        if (result.outcome === 'throttled') throw throttled(result.waitSeconds);
        if (result.outcome === 'refused') throw invalidCredentials();
        return ok(await sessionAnswer(issue, result));
      },
    ),
  ];
}

const invalidCredentials = (): AppError =>
  new AppError('unauthenticated', 'auth.invalid_credentials', 'The username or the password is wrong.');

const throttled = (retryAfterSeconds: number): AppError =>
  new AppError('tooMany', 'auth.throttled', `Too many failed attempts: wait ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
  });
