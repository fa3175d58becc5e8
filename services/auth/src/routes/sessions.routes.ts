import { refreshRequest, session, user as userShape } from '@comptoir/contracts/http/auth';
import type { Route } from '@comptoir/service-kit';
import { AppError, noContent, ok, openToAll, route, signedIn } from '@comptoir/service-kit';
import { canSignIn, profileOf } from '../domain/user.ts';
import type { AuthMetrics } from '../metrics.ts';
import type { UserReads } from '../repositories/users.read.ts';
import type { AccessTokens } from '../security/access-tokens.ts';
import type { InTransaction } from '../unit.ts';
import { logOut } from '../use-cases/log-out.ts';
import { refreshSession } from '../use-cases/refresh-session.ts';
import type { Fresh } from '../use-cases/start-session.ts';
import { sessionAnswer } from './session-answer.ts';

export interface SessionsDeps {
  users: Pick<UserReads, 'one'>;
  inTransaction: InTransaction;
  tokens: AccessTokens;
  fresh(now: Date): Fresh;
  metrics: AuthMetrics;
}

export const sessionsRoutes = (deps: SessionsDeps): Route[] => [refresh(deps), logout(deps), me(deps)];

const refresh = ({ inTransaction, tokens, fresh, metrics }: SessionsDeps) =>
  route(
    'POST',
    '/api/auth/refresh',
    {
      summary: 'Take a refresh token for the next one, and a new access token',
      access: openToAll(),
      body: refreshRequest,
      answers: { 200: session },
      refusals: {
        'auth.refresh_reused': 'the token was taken before: the sign-in it belongs to has ended (401)',
        'auth.refresh_invalid': 'unknown, expired, or its sign-in has ended (401)',
      },
    },
    async ({ body, context }) => {
      const issue = await tokens.issuer(context.now);
      const result = await inTransaction(context, (unit) =>
        refreshSession(unit, body.refreshToken, fresh(context.now)),
      );
      if (result.outcome === 'ok') return ok(await sessionAnswer(issue, result));
      if (result.outcome === 'invalid') throw refreshInvalid();
      metrics.refreshReused();
      context.log.warn({ traceId: context.traceId, userId: result.userId }, 'refresh token reused');
      throw new AppError(
        'unauthenticated',
        'auth.refresh_reused',
        'This refresh token was used before: sign in again.',
      );
    },
  );

const logout = ({ inTransaction }: SessionsDeps) =>
  route(
    'POST',
    '/api/auth/logout',
    {
      summary: 'End the sign-in that a refresh token belongs to',
      access: openToAll(),
      body: refreshRequest,
      answers: { 204: null },
    },
    async ({ body, context }) => {
      await inTransaction(context, (unit) => logOut(unit, body.refreshToken, context.now));
      return noContent();
    },
  );

const me = ({ users }: SessionsDeps) =>
  route(
    'GET',
    '/api/auth/me',
    { summary: 'Who is signed in', access: signedIn(), answers: { 200: userShape } },
    async ({ actor }) => {
      const user = await users.one(actor.sub);
      if (user === undefined || !canSignIn(user)) {
        throw new AppError('unauthenticated', 'token.invalid', 'This user may not sign in any more.');
      }
      return ok(profileOf(user));
    },
  );

const refreshInvalid = (): AppError =>
  new AppError('unauthenticated', 'auth.refresh_invalid', 'This refresh token is not valid: sign in again.');
