import { FormDialog } from '../ui/form-dialog.tsx';
import { useSending } from '../ui/sending.ts';
import { aboveButtons } from './refusal.ts';

interface ConfirmDialogProps {
  title: string;
  text: string;
  action: string;
  /** What is confirmed; closes the dialog itself when it is done. */
  send(): Promise<void>;
  onClose(): void;
}

/** Asks once more before something is taken away. */
export function ConfirmDialog({ title, text, action, send, onClose }: ConfirmDialogProps) {
  const sending = useSending(send);
  return (
    <FormDialog
      title={title}
      action={action}
      danger
      sending={sending}
      problem={aboveButtons(sending.error)}
      onClose={onClose}
    >
      <p>{text}</p>
    </FormDialog>
  );
}
