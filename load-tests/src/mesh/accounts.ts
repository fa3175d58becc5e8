import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LoadError } from '../load-error.ts';
import { ask } from './api.ts';
import type { Send } from './api.ts';
import { loginShape } from './shapes.ts';

const accountShape = z.object({
  username: z.string(),
  password: z.string(),
  role: z.string(),
  locationId: z.string().nullish(),
});

export type Account = z.infer<typeof accountShape>;

/** The demo accounts the launcher made at first start. Throws LoadError when there are none. */
export async function readAccounts(home: string): Promise<Account[]> {
  const file = join(home, 'demo-accounts.json');
  try {
    return z
      .array(accountShape)
      .min(1)
      .parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new LoadError(
      `No demo accounts in ${file}: load tests sign in with them, so start the mesh without --no-demo.`,
      {
        cause,
      },
    );
  }
}

/** Somebody signed in; the token is good for the next run, and `sessions.renew` keeps it so. */
export interface Session {
  account: Account;
  token: () => string;
}

export interface Sessions {
  signIn: (account: Account) => Promise<Session>;
  /** Signs everybody in again whose token has less than `seconds` to live. */
  renew: (seconds: number) => Promise<void>;
}

/** Signs each account in once and hands the same token to everything that acts for it. `now` in milliseconds. */
export function createSessions(send: Send, now: () => number): Sessions {
  const held = new Map<string, { account: Account; token: string; until: number }>();
  const login = async (account: Account) => {
    const { username, password } = account;
    const answer = await ask(send, loginShape, '/api/auth/login', {
      method: 'POST',
      body: { username, password },
    });
    const entry = { account, token: answer.accessToken, until: now() + answer.expiresIn * 1000 };
    held.set(username, entry);
    return entry;
  };
  return {
    signIn: async (account) => {
      const entry = held.get(account.username) ?? (await login(account));
      return { account, token: () => held.get(account.username)?.token ?? entry.token };
    },
    renew: async (seconds) => {
      for (const { account, until } of held.values())
        if (until - now() < seconds * 1000) await login(account);
    },
  };
}
