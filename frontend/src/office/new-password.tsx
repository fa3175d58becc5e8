import { useState } from 'preact/hooks';
import { t } from '../i18n/language.ts';
import { TextInput, Tick } from '../ui/inputs.tsx';
import { userTexts } from './user-texts.ts';

interface NewPasswordProps {
  label: string;
  value: string;
  onValue(value: string): void;
  problem: string | undefined;
}

/** A password for somebody else, who must be told it: it can be looked at. */
export function NewPassword({ label, value, onValue, problem }: NewPasswordProps) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <TextInput
        label={label}
        hint={t(userTexts.passwordHint)}
        type={shown ? 'text' : 'password'}
        autocomplete="new-password"
        value={value}
        onValue={onValue}
        problem={problem}
      />
      <Tick label={t(userTexts.showPassword)} checked={shown} onChecked={setShown} />
    </>
  );
}
