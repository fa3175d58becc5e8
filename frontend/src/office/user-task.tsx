import type { User } from '@comptoir/contracts/http/auth';
import type { Location } from '../api/locations.ts';
import { call } from '../api/session.ts';
import { t } from '../i18n/language.ts';
import { announce } from '../ui/live.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { UserDialog } from './user-dialog.tsx';
import { userTexts } from './user-texts.ts';

export type UserTask = { of: 'create' } | { of: 'edit' | 'password' | 'delete'; user: User };

interface DoUserTaskProps {
  task: UserTask;
  places: Location[];
  onClose(): void;
  onChanged(): void;
}

/** The dialog of what is being done to a user. */
export function DoUserTask({ task, places, onClose, onChanged }: DoUserTaskProps) {
  if (task.of === 'create') return <UserDialog places={places} onClose={onClose} onSaved={onChanged} />;
  const { of, user } = task;
  if (of === 'edit') return <UserDialog user={user} places={places} onClose={onClose} onSaved={onChanged} />;
  if (of === 'password') return <PasswordDialog user={user} onClose={onClose} onChanged={onChanged} />;
  const name = user.displayName;
  return (
    <ConfirmDialog
      title={t(userTexts.deleteOf, { name })}
      text={t(userTexts.deleteText)}
      action={t(userTexts.deleteAction)}
      onClose={onClose}
      send={async () => {
        await call(`/api/users/${user.id}`, { method: 'DELETE' });
        announce(t(userTexts.deleted, { name }));
        onChanged();
        onClose();
      }}
    />
  );
}
