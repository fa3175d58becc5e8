import type { ReceiptLanguage, SaleOnReceipt } from '@comptoir/receipt';
import { receiptBody } from '@comptoir/receipt';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { money } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { Dialog } from '../ui/dialog.tsx';
import type { OpenRegister } from './register.ts';
import type { Sold } from './sale.ts';
import { receiptTexts } from './texts.ts';

const CHOICE = 'comptoir.receipt';
/** The Enter that sold may still be bouncing: for this long the next one does not send the receipt away. */
const SETTLE_MS = 400;

/** What was sold, the change in large type, and the receipt; Enter goes on to the next customer. */
export function ReceiptView({
  sold,
  register,
  onClose,
}: {
  sold: Sold;
  register: OpenRegister;
  onClose(): void;
}) {
  const isProvisional = sold.receipt.mark === 'provisional';
  const shownAt = useMemo(() => performance.now(), []);
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  return (
    <Dialog
      title={t(isProvisional ? receiptTexts.provisional : receiptTexts.done)}
      onClose={onClose}
      class="pay"
    >
      {isProvisional && <p class="notice warn">{t(receiptTexts.provisionalHint)}</p>}
      <p class="pay-due">
        <span>{t(sold.changeCents > 0 ? receiptTexts.change : receiptTexts.noChange)}</span>
        {sold.changeCents > 0 && <strong>{money(sold.changeCents)}</strong>}
      </p>
      <Receipt receipt={sold.receipt} register={register} />
      <div class="actions">
        <button type="button" onClick={() => print()}>
          {t(receiptTexts.print)} <kbd>Ctrl P</kbd>
        </button>
        <button
          ref={next}
          type="button"
          class="primary"
          onClick={() => performance.now() - shownAt > SETTLE_MS && onClose()}
        >
          {t(receiptTexts.next)} <kbd>↵</kbd>
        </button>
      </div>
    </Dialog>
  );
}

/** The receipt on screen, and the same on paper: what the printer gets is an element of its own, seen by it alone. */
export function Receipt({ receipt, register }: { receipt: SaleOnReceipt; register: OpenRegister }) {
  const [language, setLanguage] = useState<ReceiptLanguage>(
    localStorage.getItem(CHOICE) === 'bilingual' ? 'bilingual' : 'fr',
  );
  // Made of escaped texts by @comptoir/receipt.
  const markup = receiptBody(receipt, register.taxNumbers, language, 'h2');
  useEffect(() => {
    const paper = document.createElement('div');
    paper.className = 'printed receipt';
    paper.innerHTML = markup;
    document.body.append(paper);
    return () => paper.remove();
  }, [markup]);
  const choose = (chosen: boolean) => {
    const wanted = chosen ? 'bilingual' : 'fr';
    localStorage.setItem(CHOICE, wanted);
    setLanguage(wanted);
  };
  return (
    <>
      <section
        class="receipt-paper"
        aria-label={t(receiptTexts.receipt, { number: receipt.receiptNumber })}
        tabIndex={0}
      >
        <div class="receipt" dangerouslySetInnerHTML={{ __html: markup }} />
      </section>
      <label class="row">
        <input
          type="checkbox"
          checked={language === 'bilingual'}
          onChange={(event) => choose(event.currentTarget.checked)}
        />
        {t(receiptTexts.bilingual)}
      </label>
    </>
  );
}
