import type { User } from '@comptoir/contracts/http/auth';
import { useState } from 'preact/hooks';
import { sayProblem } from '../api/problem.ts';
import { endedBecause, signIn } from '../api/session.ts';
import { t } from '../i18n/language.ts';
import { navigate, query } from '../router.ts';
import { Field } from '../ui/field.tsx';
import { focusFirst } from '../ui/focus-first.ts';
import { signInTexts } from './texts.ts';

/** Where each role works; the others are here to shop. */
const HOMES: Partial<Record<User['role'], string>> = {
  clerk: '/till',
  manager: '/till',
  headOffice: '/office/products',
  operator: '/ops',
};

export function SignIn() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setError(undefined);
    try {
      const { role } = await signIn(typed(form, 'username'), typed(form, 'password'));
      navigate(wanted() ?? HOMES[role] ?? '/', { replace: true });
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  }

  return (
    <main id="content" class="page narrow">
      <form class="card stack" onSubmit={(event) => void submit(event)}>
        <h1>{t(signInTexts.title)}</h1>
        {endedBecause.value === 'revoked' && (
          <p class="notice warn" role="status">
            {t(signInTexts.revoked)}
          </p>
        )}
        <Field label={t(signInTexts.username)}>
          {(control) => (
            <input
              {...control}
              name="username"
              autocomplete="username"
              autocapitalize="none"
              required
              ref={focusFirst}
            />
          )}
        </Field>
        <Field label={t(signInTexts.password)}>
          {(control) => (
            <input {...control} name="password" type="password" autocomplete="current-password" required />
          )}
        </Field>
        {error !== undefined && (
          <p class="notice bad" role="alert">
            {sayProblem(error)}
          </p>
        )}
        <button class="primary" disabled={busy}>
          {t(signInTexts.enter)}
        </button>
        <p class="soft">{t(signInTexts.demo)}</p>
      </form>
    </main>
  );
}

/** What stands in a text field. */
function typed(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** The page that asked for a session; only one of ours. */
function wanted(): string | undefined {
  const to = query.peek().get('to');
  return to?.startsWith('/') === true && !to.startsWith('//') ? to : undefined;
}
