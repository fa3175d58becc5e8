import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/language.ts';
import { Dialog } from './dialog.tsx';
import type { Sending } from './sending.ts';
import { uiTexts } from './texts.ts';
import './forms.css';

export interface FormDialogProps {
  title: string;
  /** What the button that sends says. */
  action: string;
  danger?: boolean;
  sending: Sending;
  /** What is said above the buttons about a refusal; what belongs to a field stands beside it. */
  problem?: ComponentChildren;
  onClose(): void;
  children: ComponentChildren;
}

/** A dialog with one form. The browser checks nothing: the API names every problem at once, and the first one gets the focus. */
export function FormDialog({
  title,
  action,
  danger = false,
  sending,
  problem,
  onClose,
  children,
}: FormDialogProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (sending.error !== undefined) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [sending.error]);
  return (
    <Dialog title={title} onClose={onClose}>
      <form ref={form} class="stack" noValidate onSubmit={sending.submit}>
        {children}
        {sending.error !== undefined && problem !== undefined && (
          <div class="notice bad row" role="alert">
            {problem}
          </div>
        )}
        <div class="actions">
          <button type="button" onClick={onClose}>
            {t(uiTexts.cancel)}
          </button>
          <button class={danger ? 'danger' : 'primary'} disabled={sending.busy}>
            {action}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
