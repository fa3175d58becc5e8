import type { User } from '@comptoir/contracts/http/auth';
import { useState } from 'preact/hooks';
import { call } from '../api/session.ts';
import { t } from '../i18n/language.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { announce } from '../ui/live.tsx';
import { useSending } from '../ui/sending.ts';
import { NewPassword } from './new-password.tsx';
import { aboveButtons, besideField } from './refusal.ts';
import { userTexts } from './user-texts.ts';

interface PasswordDialogProps {
  user: User;
  onClose(): void;
  onChanged(): void;
}

export function PasswordDialog({ user, onClose, onChanged }: PasswordDialogProps) {
  const [password, setPassword] = useState('');
  const name = user.displayName;
  const sending = useSending(async () => {
    await call(`/api/users/${user.id}`, { method: 'PATCH', body: { password } });
    announce(t(userTexts.passwordChanged, { name }));
    onChanged();
    onClose();
  });
  return (
    <FormDialog
      title={t(userTexts.passwordOf, { name })}
      action={t(userTexts.passwordAction)}
      sending={sending}
      problem={aboveButtons(sending.error)}
      onClose={onClose}
    >
      <p>{t(userTexts.passwordText)}</p>
      <NewPassword
        label={t(userTexts.newPassword)}
        value={password}
        onValue={setPassword}
        problem={besideField(sending.error, 'password', userTexts.passwordRule)}
      />
    </FormDialog>
  );
}
