import type { TargetedInputEvent } from 'preact';
import { Field } from './field.tsx';

interface Common {
  label: string;
  hint?: string | undefined;
  problem?: string | undefined;
  value: string;
  onValue(value: string): void;
}

interface TextInputProps extends Common {
  type?: 'text' | 'password' | 'date';
  inputmode?: 'text' | 'numeric' | 'decimal';
  autocomplete?: 'off' | 'new-password';
}

export function TextInput({ label, hint, problem, type, onValue, ...rest }: TextInputProps) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control) => {
        const all = { ...rest, ...control };
        const onInput = (event: TargetedInputEvent<HTMLInputElement>) => onValue(event.currentTarget.value);
        if (type === 'date') return <input {...all} type="date" onInput={onInput} />;
        if (type === 'password') return <input {...all} type="password" onInput={onInput} />;
        return <input {...all} type="text" onInput={onInput} />;
      }}
    </Field>
  );
}

export interface Option {
  value: string;
  text: string;
}

export function Choice({
  label,
  hint,
  problem,
  value,
  onValue,
  options,
}: Common & { options: readonly Option[] }) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A box to tick, with its label beside it. */
export function Tick({
  label,
  checked,
  onChecked,
}: {
  label: string;
  checked: boolean;
  onChecked(checked: boolean): void;
}) {
  return (
    <label class="tick">
      <input type="checkbox" checked={checked} onChange={(event) => onChecked(event.currentTarget.checked)} />
      {label}
    </label>
  );
}
