import { t } from '../i18n/language.ts';
import { aboveButtons, isStale } from './refusal.ts';
import { officeTexts } from './texts.ts';

/** What was refused; when somebody was faster, with a way to see what they made of it. */
export function Refused({ error, onReadAgain }: { error: unknown; onReadAgain(): void }) {
  return (
    <>
      <span>{aboveButtons(error)}</span>
      {isStale(error) && (
        <button type="button" onClick={onReadAgain}>
          {t(officeTexts.readAgain)}
        </button>
      )}
    </>
  );
}
