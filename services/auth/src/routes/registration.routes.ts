import { registration, session } from '@comptoir/contracts/http/auth';
import type { Route } from '@comptoir/service-kit';
import { created, openToAll, route } from '@comptoir/service-kit';
import { networkOf } from '../domain/network.ts';
import type { AccessTokens } from '../security/access-tokens.ts';
import type { InTransaction } from '../unit.ts';
import { createUser, newPasswordHash } from '../use-cases/create-user.ts';
import type { Passwords } from '../use-cases/ports.ts';
import type { Fresh } from '../use-cases/start-session.ts';
import { startSession } from '../use-cases/start-session.ts';
import { sessionAnswer } from './session-answer.ts';

export interface RegistrationDeps {
  inTransaction: InTransaction;
  passwords: Passwords;
  tokens: AccessTokens;
  newId(): string;
  fresh(now: Date): Fresh;
}

export function registrationRoutes({
  inTransaction,
  passwords,
  tokens,
  newId,
  fresh,
}: RegistrationDeps): Route[] {
  return [
    route(
      'POST',
      '/api/auth/register',
      {
        summary: 'Become a customer, and be signed in as one',
        access: openToAll(),
        body: registration,
        answers: { 201: session },
        refusals: {
          'user.username_taken': 'somebody has this username, or had it (409)',
          'password.is_username': 'the password is the username (422)',
        },
      },
      async ({ body: { password, ...names }, address, context }) => {
        const passwordHash = await newPasswordHash(passwords, password, names.username);
        const issue = await tokens.issuer(context.now);
        const customer = { id: newId(), ...names, role: 'customer', locationId: null, passwordHash } as const;
        const opened = await inTransaction(context, async (unit) => {
          const user = await createUser(unit, customer);
          await unit.knownAddresses.remember(user.id, networkOf(address), context.now);
          return { user, refreshToken: await startSession(unit, user.id, fresh(context.now)) };
        });
        return created(await sessionAnswer(issue, opened));
      },
    ),
  ];
}
