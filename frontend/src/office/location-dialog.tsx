import { useState } from 'preact/hooks';
import type { Location } from '../api/locations.ts';
import { call } from '../api/session.ts';
import { t } from '../i18n/language.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Choice, TextInput, Tick } from '../ui/inputs.tsx';
import { announce } from '../ui/live.tsx';
import { useSending } from '../ui/sending.ts';
import { uiTexts } from '../ui/texts.ts';
import type { LocationDraft } from './location-draft.ts';
import { bodyOf, draftOf, TYPES } from './location-draft.ts';
import { locationTexts } from './location-texts.ts';
import { besideField } from './refusal.ts';
import { Refused } from './refused.tsx';
import { officeTexts } from './texts.ts';

interface LocationDialogProps {
  /** Without one, a new place is opened. */
  location?: Location;
  onClose(): void;
  onSaved(): void;
}

export function LocationDialog({ location, onClose, onSaved }: LocationDialogProps) {
  const [draft, setDraft] = useState(() => draftOf(location));
  const [version, setVersion] = useState(location?.version);
  const sending = useSending(async () => {
    const saved = location === undefined ? await open(draft) : await edit(location.id, draft, version);
    announce(t(location === undefined ? locationTexts.created : officeTexts.changed, { name: saved.name }));
    onSaved();
    onClose();
  });
  async function readAgain() {
    const now = await call<Location>(`/api/locations/${location?.id ?? ''}`);
    setDraft(draftOf(now));
    setVersion(now.version);
    sending.clear();
  }

  return (
    <FormDialog
      title={location === undefined ? t(locationTexts.add) : t(officeTexts.editOf, { name: location.name })}
      action={t(location === undefined ? locationTexts.create : uiTexts.save)}
      sending={sending}
      problem={<Refused error={sending.error} onReadAgain={() => void readAgain().catch(sending.fail)} />}
      onClose={onClose}
    >
      <Fields
        draft={draft}
        error={sending.error}
        isNew={location === undefined}
        onDraft={(part) => setDraft((before) => ({ ...before, ...part }))}
      />
    </FormDialog>
  );
}

const open = (draft: LocationDraft) =>
  call<Location>('/api/locations', { method: 'POST', body: bodyOf(draft) });

const edit = (id: string, draft: LocationDraft, version: number | undefined) =>
  call<Location>(`/api/locations/${id}`, {
    method: 'PUT',
    body: { ...bodyOf(draft), active: draft.active, version },
  });

interface FieldsProps {
  draft: LocationDraft;
  error: unknown;
  isNew: boolean;
  onDraft(part: Partial<LocationDraft>): void;
}

function Fields({ draft, error, isNew, onDraft }: FieldsProps) {
  return (
    <>
      <TextInput
        label={t(locationTexts.name)}
        value={draft.name}
        onValue={(name) => onDraft({ name })}
        problem={besideField(error, 'name', locationTexts.nameRule)}
      />
      <div class="pair">
        <TextInput
          label={t(locationTexts.code)}
          hint={t(locationTexts.codeHint)}
          autocomplete="off"
          value={draft.code}
          onValue={(code) => onDraft({ code: code.toUpperCase() })}
          problem={besideField(error, 'code', locationTexts.codeRule)}
        />
        <Choice
          label={t(locationTexts.type)}
          value={draft.type}
          onValue={(value) => onDraft({ type: TYPES.find((known) => known === value) ?? 'store' })}
          options={TYPES.map((value) => ({ value, text: t(locationTexts[value]) }))}
        />
      </div>
      <Address draft={draft} error={error} onDraft={onDraft} />
      {!isNew && (
        <Tick
          label={t(locationTexts.openBox)}
          checked={draft.active}
          onChecked={(active) => onDraft({ active })}
        />
      )}
    </>
  );
}

function Address({ draft, error, onDraft }: Omit<FieldsProps, 'isNew'>) {
  return (
    <>
      <TextInput
        label={t(locationTexts.address)}
        hint={t(locationTexts.optional)}
        autocomplete="off"
        value={draft.address}
        onValue={(address) => onDraft({ address })}
        problem={besideField(error, 'address', locationTexts.addressRule)}
      />
      <TextInput
        label={t(locationTexts.city)}
        hint={t(locationTexts.optional)}
        autocomplete="off"
        value={draft.city}
        onValue={(city) => onDraft({ city })}
        problem={besideField(error, 'city', locationTexts.cityRule)}
      />
    </>
  );
}
