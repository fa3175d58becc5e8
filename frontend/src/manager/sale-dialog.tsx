import { useState } from 'preact/hooks';
import { Problem } from '../api/problem.ts';
import { call } from '../api/session.ts';
import { t } from '../i18n/language.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Loading, useLoad } from '../ui/load.tsx';
import { uiTexts } from '../ui/texts.ts';
import { CancelForm } from './cancel-form.tsx';
import { Receipt } from './receipt.tsx';
import type { Sale } from '../api/on-receipt.ts';
import { saleName } from './sale.ts';
import { SaleFacts } from './sale-facts.tsx';
import { saleTexts } from './sales-texts.ts';

interface SaleDialogProps {
  id: string;
  onClose(): void;
  /** The sale is not what the list shows any more. */
  onChange(): void;
}

type Face = 'facts' | 'receipt' | 'cancel';

/** One sale: what was sold and paid, its receipt, and its cancellation. */
export function SaleDialog({ id, onClose, onChange }: SaleDialogProps) {
  const [face, setFace] = useState<Face>('facts');
  const sale = useLoad((signal) => found(id, signal), [id]);
  const known = sale.data ?? undefined;
  const title = face === 'cancel' ? saleTexts.cancelTitle : saleTexts.title;
  const back = () => setFace('facts');
  return (
    <Dialog title={t(title, { receipt: known === undefined ? '…' : saleName(known) })} onClose={onClose}>
      <Loading of={sale}>
        {(there) => {
          if (there === null) return <p class="notice warn">{t(saleTexts.notHere)}</p>;
          if (face === 'receipt') return <Receipt sale={there} onBack={back} />;
          if (face === 'facts') return <SaleFacts sale={there} />;
          const done = () => {
            back();
            sale.reload();
            onChange();
          };
          return <CancelForm sale={there} onBack={back} onDone={done} />;
        }}
      </Loading>
      {face === 'facts' && <Actions sale={known} onFace={setFace} onClose={onClose} />}
    </Dialog>
  );
}

interface ActionsProps {
  sale: Sale | undefined;
  onFace(face: Face): void;
  onClose(): void;
}

function Actions({ sale, onFace, onClose }: ActionsProps) {
  return (
    <div class="actions">
      {sale?.status === 'completed' && (
        <button type="button" class="danger" onClick={() => onFace('cancel')}>
          {t(saleTexts.cancelSale)}
        </button>
      )}
      {sale?.receiptNumber != null && (
        <button type="button" onClick={() => onFace('receipt')}>
          {t(saleTexts.showReceipt)}
        </button>
      )}
      <button type="button" onClick={onClose}>
        {t(uiTexts.close)}
      </button>
    </div>
  );
}

async function found(id: string, signal: AbortSignal): Promise<Sale | null> {
  try {
    return await call<Sale>(`/api/sales/${encodeURIComponent(id)}`, { signal });
  } catch (error) {
    if (error instanceof Problem && (error.status === 404 || error.status === 422)) return null;
    throw error;
  }
}
