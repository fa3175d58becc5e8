import { useMemo, useState } from 'preact/hooks';
import { sayProblem } from '../api/problem.ts';
import { onReceipt } from '../api/on-receipt.ts';
import type { Sale } from '../api/on-receipt.ts';
import type { Page } from '../api/page.ts';
import { call } from '../api/session.ts';
import { money, time } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { tryAgain, waitingSales } from '../offline/outbox.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { focusFirst } from '../ui/focus-first.ts';
import { announce } from '../ui/live.tsx';
import { Loading, useLoad } from '../ui/load.tsx';
import { uiTexts } from '../ui/texts.ts';
import { Receipt } from './receipt-view.tsx';
import type { OpenRegister } from './register.ts';
import { receiptTexts, salesTexts } from './texts.ts';

const SHOWN = 15;

/** What this register sold last: to print again, or to cancel with a reason. */
export function LastSales({ register, onClose }: { register: OpenRegister; onClose(): void }) {
  const { locationId, registerId, openedAt } = register.session;
  const [shown, setShown] = useState<Sale>();
  const sales = useLoad(
    async (signal) => {
      const wanted = new URLSearchParams({ locationId, from: openedAt, size: '100' });
      const { items } = await call<Page<Sale>>(`/api/sales?${wanted}`, { signal });
      return items
        .filter((sale) => sale.registerId === registerId && sale.receiptNumber !== null)
        .slice(0, SHOWN);
    },
    [locationId, registerId],
  );

  if (shown !== undefined) {
    const back = () => {
      setShown(undefined);
      sales.reload();
    };
    return <OneSale sale={shown} register={register} onBack={back} onClose={onClose} />;
  }
  return (
    <Dialog title={t(salesTexts.title)} onClose={onClose} class="pay">
      <Waiting />
      <Loading of={sales}>
        {(items) =>
          items.length === 0 ? (
            <p class="empty">{t(salesTexts.none)}</p>
          ) : (
            <ul class="till-parked">
              {items.map((sale, index) => (
                <li key={sale.id} class="row">
                  <span>
                    <strong>{sale.receiptNumber}</strong>{' '}
                    <span class="soft">
                      {time(sale.completedAt ?? sale.createdAt)} · {t(salesTexts[sale.status])}
                    </span>
                  </span>
                  <span class="amount">{money(sale.totalCents)}</span>
                  <button type="button" ref={index === 0 ? focusFirst : null} onClick={() => setShown(sale)}>
                    {t(salesTexts.show)}
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Loading>
      <div class="actions">
        <button type="button" onClick={onClose}>
          {t(uiTexts.close)}
        </button>
      </div>
    </Dialog>
  );
}

/** Sales the server does not know yet, and those it would not have: a person must look at these. */
function Waiting() {
  if (waitingSales.value.length === 0) return null;
  return (
    <section class="stack">
      <h3>{t(salesTexts.waitingTitle)}</h3>
      <ul class="till-parked">
        {waitingSales.value.map((sale) => (
          <li key={sale.id} class="row">
            <span>
              <strong>{sale.receipt.receiptNumber}</strong>{' '}
              <span class="soft">{t(salesTexts.waitsSince, { time: time(new Date(sale.madeAt)) })}</span>
              {sale.refusal !== undefined && <span class="wrong"> {sale.refusal.detail}</span>}
            </span>
            <span class="amount">{money(sale.receipt.totalCents)}</span>
            {sale.refusal !== undefined && (
              <button type="button" onClick={() => void tryAgain(sale)}>
                {t(salesTexts.again)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface OneSaleProps {
  sale: Sale;
  register: OpenRegister;
  onBack(): void;
  onClose(): void;
}

function OneSale({ sale, register, onBack, onClose }: OneSaleProps) {
  const [cancelling, setCancelling] = useState(false);
  return (
    <Dialog title={sale.receiptNumber ?? ''} onClose={onClose} class="pay">
      <Receipt receipt={onReceipt(sale)} register={register} />
      {cancelling ? (
        <Cancellation sale={sale} onDone={onBack} />
      ) : (
        <div class="actions">
          {sale.status === 'completed' && (
            <button type="button" class="danger" onClick={() => setCancelling(true)}>
              {t(salesTexts.cancel)}
            </button>
          )}
          <button type="button" onClick={() => print()}>
            {t(receiptTexts.print)}
          </button>
          <button type="button" autofocus onClick={onBack}>
            {t(salesTexts.back)}
          </button>
        </div>
      )}
    </Dialog>
  );
}

function Cancellation({ sale, onDone }: { sale: Sale; onDone(): void }) {
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>();
  const key = useMemo(() => uuidv7(), [reason]);
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    try {
      await call(`/api/sales/${sale.id}/cancel`, { method: 'POST', body: { reason }, idempotencyKey: key });
      announce(t(salesTexts.cancelDone, { amount: money(sale.totalCents) }));
      onDone();
    } catch (thrown) {
      setError(thrown);
    }
  }
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <Field label={t(salesTexts.reason)} problem={error === undefined ? undefined : sayProblem(error)}>
        {(control) => (
          <input
            {...control}
            ref={focusFirst}
            required
            maxLength={200}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="actions">
        <button type="button" onClick={onDone}>
          {t(salesTexts.back)}
        </button>
        <button class="danger">{t(salesTexts.cancel)}</button>
      </div>
    </form>
  );
}
