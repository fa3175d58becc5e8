import type { User } from '@comptoir/contracts/http/auth';
import { useState } from 'preact/hooks';
import type { Location } from '../api/locations.ts';
import { call } from '../api/session.ts';
import { t } from '../i18n/language.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { Choice, TextInput, Tick } from '../ui/inputs.tsx';
import { announce } from '../ui/live.tsx';
import { useSending } from '../ui/sending.ts';
import { uiTexts } from '../ui/texts.ts';
import { NewPassword } from './new-password.tsx';
import { besideField } from './refusal.ts';
import { Refused } from './refused.tsx';
import { officeTexts } from './texts.ts';
import type { UserDraft } from './user-draft.ts';
import { draftOf, editOf, newUserOf, ROLES } from './user-draft.ts';
import { userTexts } from './user-texts.ts';

interface UserDialogProps {
  /** Without one, a new user is created. */
  user?: User;
  places: Location[];
  onClose(): void;
  onSaved(): void;
}

export function UserDialog({ user, places, onClose, onSaved }: UserDialogProps) {
  const [draft, setDraft] = useState(() => draftOf(user));
  const [version, setVersion] = useState(user?.version);
  const isNew = user === undefined;
  const sending = useSending(async () => {
    const saved = isNew
      ? await call<User>('/api/users', { method: 'POST', body: newUserOf(draft) })
      : await call<User>(`/api/users/${user.id}`, { method: 'PATCH', body: editOf(draft, version) });
    announce(t(isNew ? userTexts.created : officeTexts.changed, { name: saved.displayName }));
    onSaved();
    onClose();
  });
  async function readAgain() {
    const now = await call<User>(`/api/users/${user?.id ?? ''}`);
    setDraft(draftOf(now));
    setVersion(now.version);
    sending.clear();
  }
  const change = (part: Partial<UserDraft>) => setDraft((before) => ({ ...before, ...part }));

  return (
    <FormDialog
      title={isNew ? t(userTexts.add) : t(officeTexts.editOf, { name: user.displayName })}
      action={t(isNew ? userTexts.create : uiTexts.save)}
      sending={sending}
      problem={<Refused error={sending.error} onReadAgain={() => void readAgain().catch(sending.fail)} />}
      onClose={onClose}
    >
      <Fields draft={draft} places={places} error={sending.error} isNew={isNew} onDraft={change} />
    </FormDialog>
  );
}

function Fields({ isNew, ...rest }: FieldsProps & { isNew: boolean }) {
  const { draft, error, onDraft } = rest;
  return (
    <>
      {isNew && (
        <TextInput
          label={t(userTexts.username)}
          hint={t(userTexts.usernameHint)}
          autocomplete="off"
          value={draft.username}
          onValue={(username) => onDraft({ username })}
          problem={besideField(error, 'username', userTexts.usernameRule)}
        />
      )}
      <TextInput
        label={t(userTexts.displayName)}
        autocomplete="off"
        value={draft.displayName}
        onValue={(displayName) => onDraft({ displayName })}
        problem={besideField(error, 'displayName', userTexts.displayNameRule)}
      />
      <Post {...rest} />
      {isNew ? (
        <NewPassword
          label={t(userTexts.password)}
          value={draft.password}
          onValue={(password) => onDraft({ password })}
          problem={besideField(error, 'password', userTexts.passwordRule)}
        />
      ) : (
        <Tick
          label={t(userTexts.activeBox)}
          checked={draft.active}
          onChecked={(active) => onDraft({ active })}
        />
      )}
    </>
  );
}

interface FieldsProps {
  draft: UserDraft;
  places: Location[];
  error: unknown;
  onDraft(part: Partial<UserDraft>): void;
}

const worksSomewhere = (role: User['role']): boolean => role === 'clerk' || role === 'manager';

/** What they do, and where. */
function Post({ draft, places, error, onDraft }: FieldsProps) {
  function chooseRole(value: string) {
    const role = ROLES.find((known) => known === value) ?? draft.role;
    // What does not belong to a role is taken away with it, not left for the API to refuse.
    onDraft(worksSomewhere(role) ? { role } : { role, locationId: '' });
  }
  return (
    <div class="pair">
      <Choice
        label={t(userTexts.role)}
        value={draft.role}
        onValue={chooseRole}
        options={ROLES.map((value) => ({ value, text: t(uiTexts[value]) }))}
      />
      <Choice
        label={t(userTexts.location)}
        value={draft.locationId}
        onValue={(locationId) => onDraft({ locationId })}
        options={[
          {
            value: '',
            text: t(worksSomewhere(draft.role) ? userTexts.chooseLocation : userTexts.noLocation),
          },
          ...places.map(({ id, code, name }) => ({ value: id, text: `${code} · ${name}` })),
        ]}
        problem={besideField(error, 'locationId', userTexts.locationRule)}
      />
    </div>
  );
}
