import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { call } from '../api/session.ts';
import type { Product } from '@comptoir/contracts/http/product';
import { money } from '../i18n/format.ts';
import { named, t } from '../i18n/language.ts';
import { catalogue, copyIsRead } from '../offline/catalogue.ts';
import { announce } from '../ui/live.tsx';
import * as cart from './cart.ts';
import { CartView } from './cart-view.tsx';
import { CloseRegister } from './close-register.tsx';
import { LastSales } from './last-sales.tsx';
import { ParkDialog, ParkedDialog } from './parking.tsx';
import { Pay } from './pay.tsx';
import { parkedCarts } from './parked.ts';
import type { OpenRegister } from './register.ts';
import { readCode } from './scanned-code.ts';
import { listenForScans } from './scanner.ts';
import { Search } from './search.tsx';
import { StatusBar } from './status-bar.tsx';
import { tillTexts } from './texts.ts';

type Open = 'pay' | 'park' | 'parked' | 'sales' | 'close' | undefined;

const KEYS: Readonly<Record<string, Open>> = { F4: 'park', F7: 'parked', F8: 'sales', F9: 'pay' };

/** Everything within reach of the keyboard: what a scanner reads goes into the cart wherever the focus is. */
export function Counter({ register }: { register: OpenRegister }) {
  const [open, setOpen] = useState<Open>();
  const [complaint, setComplaint] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const lookups = useRef(new Set<Promise<boolean>>());
  const close = () => setOpen(undefined);

  function show(what: Open): void {
    if (what === 'pay' || what === 'park') void showWithCart(what);
    else setOpen(what);
  }

  /** Who pays right after a scan means that product too, even while it is still looked up: unknown, it is told instead. */
  async function showWithCart(what: Open): Promise<void> {
    while (lookups.current.size > 0) {
      const areTaken = await Promise.all(lookups.current);
      if (areTaken.includes(false)) return;
    }
    if (now.current.open === undefined && cart.cart.peek().lines.length > 0) setOpen(what);
  }

  function take(product: Product, quantity: number): void {
    setComplaint(undefined);
    cart.add(product.id, quantity);
    announce(
      t(tillTexts.added, { quantity, name: named(product), price: money(product.priceCents * quantity) }),
    );
  }

  function enter(text: string): void {
    const lookup = lookUp(text).finally(() => lookups.current.delete(lookup));
    lookups.current.add(lookup);
  }

  /** False when no product is in the cart for it, and the clerk was told why. */
  async function lookUp(text: string): Promise<boolean> {
    const read = readCode(text);
    if (read.kind === 'misread') {
      setComplaint(t(tillTexts.misread, { code: read.code }));
      return false;
    }
    await copyIsRead;
    const code = read.kind === 'barcode' ? read.barcode : read.text;
    const product = read.kind === 'barcode' ? await ofBarcode(code) : catalogue.bySku(code);
    if (product === undefined) setComplaint(t(tillTexts.unknownCode, { code }));
    else take(product, read.quantity);
    return product !== undefined;
  }

  useEffect(() => {
    if (open === undefined) field.current?.focus();
  }, [open]);
  // The listeners stay; what they find open changes. Between two screens no key may fall through.
  const now = useRef({ open, enter, show });
  now.current = { open, enter, show };
  useLayoutEffect(
    () =>
      listenForScans((code, prefix) => {
        // A dialog is for one thing at a time: a code that is read meanwhile would change what is being paid.
        if (now.current.open === undefined) now.current.enter(wholeCode(prefix, code));
      }),
    [],
  );
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (now.current.open !== undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === 'F2') field.current?.focus();
      else if (event.key in KEYS) now.current.show(KEYS[event.key]);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  return (
    <main id="content" class="till">
      <h1 class="unseen">{t(tillTexts.title)}</h1>
      <StatusBar register={register} onShow={show} />
      <Search field={field} complaint={complaint} onTake={take} onEnter={enter} onPay={() => show('pay')} />
      <CartView onPay={() => show('pay')} />
      <Actions onShow={show} />
      {open === 'pay' && <Pay register={register} onClose={close} />}
      {open === 'park' && <ParkDialog onClose={close} />}
      {open === 'parked' && <ParkedDialog onClose={close} />}
      {open === 'sales' && <LastSales register={register} onClose={close} />}
      {open === 'close' && <CloseRegister register={register} onClose={close} />}
    </main>
  );
}

/** A busy machine may have parted a code in two: what stands in the field before it belongs to it, if that makes sense. */
function wholeCode(prefix: string, code: string): string {
  const isPart = /^\d{1,3}\*$/.test(prefix) || readCode(prefix + code).kind === 'barcode';
  return isPart ? prefix + code : code;
}

/** From the copy; a product that is newer than the copy is asked for. */
async function ofBarcode(barcode: string): Promise<Product | undefined> {
  const known = catalogue.byBarcode(barcode);
  if (known !== undefined) return known;
  try {
    const product = await call<Product>(`/api/products/barcode/${barcode}`, { timeoutMs: 2_000 });
    catalogue.put(product);
    return catalogue.byBarcode(barcode);
  } catch {
    return undefined;
  }
}

function Actions({ onShow }: { onShow(what: Open): void }) {
  const empty = cart.cart.value.lines.length === 0;
  return (
    <div class="till-actions">
      <button type="button" disabled={empty} onClick={() => onShow('park')}>
        {t(tillTexts.park)} <kbd>F4</kbd>
      </button>
      <button type="button" onClick={() => onShow('parked')}>
        {t(tillTexts.parked, { count: parkedCarts.value.length })} <kbd>F7</kbd>
      </button>
      <button type="button" onClick={() => onShow('sales')}>
        {t(tillTexts.lastSales)} <kbd>F8</kbd>
      </button>
      <button type="button" class="quiet" disabled={empty} onClick={cart.clearCart}>
        {t(tillTexts.clear)}
      </button>
      <button type="button" class="quiet" onClick={() => onShow('close')}>
        {t(tillTexts.closeRegister)}
      </button>
    </div>
  );
}
