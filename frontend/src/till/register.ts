import type { RegisterSession } from '@comptoir/contracts/http/register-session';
import { signal } from '@preact/signals';
import { user } from '../api/session.ts';

/** The register this browser is, as long as it is open. */
export interface OpenRegister {
  session: RegisterSession;
  shopName: string;
  taxNumbers: { tps: string; tvq: string };
}

const KEPT = 'comptoir.register';

const kept = signal<OpenRegister | undefined>(read());

/** Of whoever is signed in: another clerk opens a register of their own. */
export const register = () => {
  const open = kept.value;
  return open?.session.openedBy === user.value?.id ? open : undefined;
};

export function keepRegister(open: OpenRegister | undefined): void {
  kept.value = open;
  if (open === undefined) localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, JSON.stringify(open));
}

function read(): OpenRegister | undefined {
  try {
    return (JSON.parse(localStorage.getItem(KEPT) ?? 'null') as OpenRegister | null) ?? undefined;
  } catch {
    return undefined;
  }
}
