import { useState } from 'preact/hooks';
import { time } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { focusFirst } from '../ui/focus-first.ts';
import { announce } from '../ui/live.tsx';
import { uiTexts } from '../ui/texts.ts';
import { cart } from './cart.ts';
import type { Line } from './cart.ts';
import { park, parkedCarts, recall } from './parked.ts';
import { tillTexts } from './texts.ts';

export function ParkDialog({ onClose }: { onClose(): void }) {
  const [label, setLabel] = useState('');
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    await park(label.trim());
    announce(t(tillTexts.parkedDone));
    onClose();
  }
  return (
    <Dialog title={t(tillTexts.parkTitle)} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <Field label={t(tillTexts.label)} hint={t(tillTexts.labelHint)}>
          {(control) => (
            <input
              {...control}
              autofocus
              maxLength={60}
              value={label}
              onInput={(event) => setLabel(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="actions">
          <button type="button" onClick={onClose}>
            {t(uiTexts.cancel)}
          </button>
          <button class="primary">{t(tillTexts.park)}</button>
        </div>
      </form>
    </Dialog>
  );
}

export function ParkedDialog({ onClose }: { onClose(): void }) {
  const isBusy = cart.value.lines.length > 0;
  async function take(id: string) {
    if (await recall(id)) announce(t(tillTexts.recalled));
    onClose();
  }
  return (
    <Dialog title={t(tillTexts.parkedTitle)} onClose={onClose}>
      {isBusy && <p class="notice warn">{t(tillTexts.recallFirst)}</p>}
      {parkedCarts.value.length === 0 && <p class="empty">{t(tillTexts.nothingParked)}</p>}
      <ul class="till-parked">
        {parkedCarts.value.map(({ id, label, lines, parkedAt }, index) => (
          <li key={id} class="row">
            <span>
              <strong>{label === '' ? time(new Date(parkedAt)) : label}</strong>{' '}
              <span class="soft">
                {time(new Date(parkedAt))} · {t(tillTexts.units, { count: unitsOf(lines) })}
              </span>
            </span>
            <button
              type="button"
              ref={index === 0 ? focusFirst : null}
              disabled={isBusy}
              onClick={() => void take(id)}
            >
              {t(tillTexts.recall)}
            </button>
          </li>
        ))}
      </ul>
      <div class="actions">
        <button type="button" onClick={onClose}>
          {t(uiTexts.close)}
        </button>
      </div>
    </Dialog>
  );
}

const unitsOf = (lines: readonly Line[]) => lines.reduce((units, { quantity }) => units + quantity, 0);
