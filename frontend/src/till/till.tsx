import { useEffect } from 'preact/hooks';
import { followCatalogue } from '../offline/catalogue.ts';
import { readOutbox, sendWaiting, waitingSales } from '../offline/outbox.ts';
import { cart, claimCart, clearCart } from './cart.ts';
import { Counter } from './counter.tsx';
import { OpenRegister } from './open-register.tsx';
import { readParked } from './parked.ts';
import { register } from './register.ts';
import './till.css';
import '@comptoir/receipt/receipt.css';

/** A page that ended while it was selling left its cart behind; the outbox has the sale. */
async function forgetWhatIsSold(): Promise<void> {
  await claimCart();
  await readOutbox();
  if (waitingSales.peek().some(({ id }) => id === cart.peek().saleId)) clearCart();
}

/** The till: first a register is opened, then goods are sold over its counter. */
export function Till() {
  useEffect(() => {
    void forgetWhatIsSold();
    void readParked();
    // Each answer of the gateway is a chance for what waits to be sent.
    void followCatalogue(() => void sendWaiting());
  }, []);
  const open = register();
  return open === undefined ? <OpenRegister /> : <Counter key={open.session.id} register={open} />;
}
