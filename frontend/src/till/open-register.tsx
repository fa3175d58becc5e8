import type { RegisterSession } from '@comptoir/contracts/http/register-session';
import { useMemo, useState } from 'preact/hooks';
import { locations } from '../api/locations.ts';
import { Problem, sayProblem } from '../api/problem.ts';
import { call, user } from '../api/session.ts';
import { parseAmount } from '../i18n/amount.ts';
import { amountText, dateTime } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { Field } from '../ui/field.tsx';
import { focusFirst } from '../ui/focus-first.ts';
import { Loading, useLoad } from '../ui/load.tsx';
import { keepRegister } from './register.ts';
import { payTexts, registerTexts } from './texts.ts';

interface Register {
  id: string;
  number: number;
  name: string;
  active: boolean;
}

const USUAL_FLOAT_CENTS = 10_000;

/** What a clerk does first: which register, and how much is in its drawer. Enter opens the first one. */
export function OpenRegister() {
  const locationId = user.value?.locationId ?? '';
  const place = useLoad(
    async (signal) => {
      const [shops, { items }, taxNumbers] = await Promise.all([
        locations('', signal),
        call<{ items: Register[] }>(`/api/locations/${locationId}/registers`, { signal }),
        call<{ tps: string; tvq: string }>('/api/sales/tax-numbers', { signal }),
      ]);
      const shopName = shops.find(({ id }) => id === locationId)?.name ?? '';
      return { shopName, taxNumbers, registers: items.filter(({ active }) => active) };
    },
    [locationId],
  );
  return (
    <main id="content" class="page narrow">
      <Loading of={place}>{(known) => <Opening locationId={locationId} {...known} />}</Loading>
    </main>
  );
}

interface OpeningProps {
  locationId: string;
  shopName: string;
  taxNumbers: { tps: string; tvq: string };
  registers: Register[];
}

function Opening({ locationId, shopName, taxNumbers, registers }: OpeningProps) {
  const [registerId, setRegisterId] = useState(registers[0]?.id ?? '');
  const [float, setFloat] = useState(amountText(USUAL_FLOAT_CENTS));
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  // One wish, one key: however often it is sent, one session is opened. Another wish has another.
  const key = useMemo(uuidv7, [registerId, float]);
  const openingFloatCents = parseAmount(float);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (openingFloatCents === undefined) return;
    setBusy(true);
    try {
      const body = { locationId, registerId, openingFloatCents };
      const options = { method: 'POST', body, idempotencyKey: key } as const;
      const session = await call<RegisterSession>('/api/register-sessions', options);
      keepRegister({ session, shopName, taxNumbers });
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  }

  return (
    <form class="card stack" onSubmit={(event) => void submit(event)}>
      <h1>{t(registerTexts.title)}</h1>
      <p class="soft">{shopName}</p>
      {registers.length === 0 && <p class="notice warn">{t(registerTexts.none)}</p>}
      <Field label={t(registerTexts.register)}>
        {(control) => (
          <select
            {...control}
            value={registerId}
            onChange={(event) => setRegisterId(event.currentTarget.value)}
          >
            {registers.map(({ id, number, name }) => (
              <option key={id} value={id}>
                {number} · {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={t(registerTexts.float)}
        problem={openingFloatCents === undefined ? t(payTexts.notAnAmount) : undefined}
      >
        {(control) => (
          <input
            {...control}
            ref={focusFirst}
            inputMode="decimal"
            class="numeric"
            value={float}
            onInput={(event) => setFloat(event.currentTarget.value)}
          />
        )}
      </Field>
      {error !== undefined && (
        <p class="notice bad" role="alert">
          {sayOpening(error)}
        </p>
      )}
      <button class="primary" disabled={busy || registerId === '' || openingFloatCents === undefined}>
        {t(registerTexts.open)}
      </button>
    </form>
  );
}

function sayOpening(error: unknown): string {
  if (!(error instanceof Problem) || error.code !== 'register.in_use') return sayProblem(error);
  const since = error.errors[0]?.['openedAt'];
  return t(registerTexts.inUse, { since: typeof since === 'string' ? dateTime(since) : '…' });
}
