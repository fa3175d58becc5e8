import type { register } from '@comptoir/contracts/http/location';
import { useRef, useState } from 'preact/hooks';
import type { z } from 'zod';
import type { Location } from '../api/locations.ts';
import type { Page } from '../api/page.ts';
import { call } from '../api/session.ts';
import { number } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { Dialog } from '../ui/dialog.tsx';
import { TextInput } from '../ui/inputs.tsx';
import { announce } from '../ui/live.tsx';
import { Loading, useLoad } from '../ui/load.tsx';
import { useSending } from '../ui/sending.ts';
import { uiTexts } from '../ui/texts.ts';
import { locationTexts } from './location-texts.ts';
import { aboveButtons, besideField } from './refusal.ts';
import { officeTexts } from './texts.ts';

type Register = z.infer<typeof register>;

interface RegistersDialogProps {
  location: Location;
  onClose(): void;
  /** One more register is a new version of its place. */
  onChanged(): void;
}

/** Registers of one place, and one more. */
export function RegistersDialog({ location, onClose, onChanged }: RegistersDialogProps) {
  const address = `/api/locations/${location.id}/registers`;
  // A place has 99 at most.
  const registers = useLoad(
    (signal) => call<Page<Register>>(`${address}?size=100&sort=number`, { signal }),
    [address],
  );
  return (
    <Dialog title={t(locationTexts.registersOf, { name: location.name })} onClose={onClose}>
      <Loading of={registers}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="soft">{t(locationTexts.noRegisters)}</p>
          ) : (
            <Registers registers={items} />
          )
        }
      </Loading>
      <AddRegister
        address={address}
        onAdded={() => {
          registers.reload();
          onChanged();
        }}
        onClose={onClose}
      />
    </Dialog>
  );
}

function Registers({ registers }: { registers: Register[] }) {
  return (
    <div class="scroll registers" role="region" aria-label={t(locationTexts.registers)} tabIndex={0}>
      <table class="list">
        <thead>
          <tr>
            <th scope="col" class="numeric">
              {t(locationTexts.number)}
            </th>
            <th scope="col">{t(locationTexts.registerName)}</th>
            <th scope="col">{t(locationTexts.state)}</th>
          </tr>
        </thead>
        <tbody>
          {registers.map((each) => (
            <tr key={each.id}>
              <td class="numeric">{number(each.number)}</td>
              <th scope="row">{each.name}</th>
              <td>
                <span class={`badge ${each.active ? 'good' : 'neutral'}`}>
                  {t(each.active ? officeTexts.registerActive : officeTexts.registerInactive)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AddRegister({ address, onAdded, onClose }: { address: string; onAdded(): void; onClose(): void }) {
  const [name, setName] = useState('');
  const [wished, setWished] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const sending = useSending(async () => {
    const body = { name, ...(wished.trim() === '' ? {} : { number: wholeNumber(wished) }) };
    const added = await call<Register>(address, { method: 'POST', body });
    announce(t(locationTexts.registerAdded, { number: number(added.number), name: added.name }));
    setName('');
    setWished('');
    onAdded();
    // Several registers are added one after the other.
    form.current?.querySelector('input')?.focus();
  });
  return (
    <form ref={form} class="stack" noValidate onSubmit={sending.submit}>
      <div class="pair">
        <TextInput
          label={t(locationTexts.registerName)}
          autocomplete="off"
          value={name}
          onValue={setName}
          problem={besideField(sending.error, 'name', locationTexts.registerNameRule)}
        />
        <TextInput
          label={t(locationTexts.number)}
          hint={t(locationTexts.numberHint)}
          inputmode="numeric"
          autocomplete="off"
          value={wished}
          onValue={setWished}
          problem={besideField(sending.error, 'number', locationTexts.numberRule)}
        />
      </div>
      {sending.error !== undefined && (
        <p class="notice bad" role="alert">
          {aboveButtons(sending.error)}
        </p>
      )}
      <div class="actions">
        <button type="button" onClick={onClose}>
          {t(uiTexts.close)}
        </button>
        <button class="primary" disabled={sending.busy}>
          {t(locationTexts.addRegister)}
        </button>
      </div>
    </form>
  );
}

/** Null for what is none: the API refuses it, together with whatever else is wrong. */
const wholeNumber = (typed: string): number | null => (/^\s*\d{1,9}\s*$/.test(typed) ? Number(typed) : null);
