import type { User } from '@comptoir/contracts/http/auth';
import { computed, signal } from '@preact/signals';
import type { RequestOptions } from './http.ts';
import { request } from './http.ts';
import { Problem } from './problem.ts';

interface Session {
  accessToken: string;
  /** In ms of the wall clock. */
  expiresAt: number;
  refreshToken: string;
  user: User;
}

interface Granted {
  accessToken: string;
  expiresIn: number;
  refreshToken: string;
  user: User;
}

const KEPT = 'comptoir.session';
/** Renewed this long before it ends, so that no request meets an expired token. */
const EARLY_MS = 60_000;

/** Kept beyond the tab, because a till that is reloaded without a network must still know its clerk. */
const session = signal<Session | undefined>(kept());

export const user = computed(() => session.value?.user);
/** Why the last session ended, if it was not the person's own wish. */
export const endedBecause = signal<'revoked' | undefined>(undefined);

export async function signIn(username: string, password: string): Promise<User> {
  const granted = await request<Granted>('/api/auth/login', { method: 'POST', body: { username, password } });
  endedBecause.value = undefined;
  keep(granted);
  return granted.user;
}

export async function signOut(): Promise<void> {
  const refreshToken = session.value?.refreshToken;
  forget();
  if (refreshToken === undefined) return;
  // Without a network the token simply runs out.
  await request('/api/auth/logout', { method: 'POST', body: { refreshToken } }).catch(() => undefined);
}

/** A request in the name of whoever is signed in; anonymous without a session. Renews the session when it is due. */
export async function call<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const accessToken = await freshToken();
  try {
    return await request<T>(path, { ...options, accessToken });
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401 || accessToken === undefined) throw error;
    // The clock of this machine may be wrong, or the signing key was withdrawn: ask once with a new token.
    return request<T>(path, { ...options, accessToken: await renewed(accessToken) });
  }
}

async function freshToken(): Promise<string | undefined> {
  const current = session.value;
  if (current === undefined) return undefined;
  return current.expiresAt - EARLY_MS > Date.now() ? current.accessToken : renewed(current.accessToken);
}

/**
 * Another token than `old`. A refresh token works once, so the tabs of one browser take turns: whoever comes second finds
 * what the first one was given.
 */
function renewed(old: string): Promise<string | undefined> {
  return navigator.locks.request('comptoir.session', async () => {
    session.value = kept();
    const current = session.value;
    if (current === undefined || current.accessToken !== old) return current?.accessToken;
    try {
      const body = { refreshToken: current.refreshToken };
      const granted = await request<Granted>('/api/auth/refresh', { method: 'POST', body });
      keep(granted);
      return granted.accessToken;
    } catch (error) {
      if (error instanceof Problem && error.status === 401) {
        forget();
        endedBecause.value = 'revoked';
      }
      throw error;
    }
  });
}

function keep({ accessToken, expiresIn, refreshToken, user: who }: Granted): void {
  session.value = { accessToken, expiresAt: Date.now() + expiresIn * 1000, refreshToken, user: who };
  localStorage.setItem(KEPT, JSON.stringify(session.value));
}

function forget(): void {
  session.value = undefined;
  localStorage.removeItem(KEPT);
}

function kept(): Session | undefined {
  try {
    return (JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Session | null) ?? undefined;
  } catch {
    return undefined;
  }
}

// Another tab signed in, out, or renewed.
window.addEventListener('storage', ({ key }) => {
  if (key === KEPT) session.value = kept();
});
