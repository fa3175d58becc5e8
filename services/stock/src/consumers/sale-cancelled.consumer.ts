import { saleCancelled } from '@comptoir/contracts/events/sale';
import { handler, oneByOne } from '@comptoir/event-bus';
import { stockUnit } from '../unit.ts';
import { returnGoods } from '../use-cases/return-goods.ts';

/** A recorded sale was cancelled: its goods are back on the shelf. */
export const onSaleCancelled = handler(
  saleCancelled,
  oneByOne((trx, { data, context }) => returnGoods(stockUnit(trx, context), data)),
);
