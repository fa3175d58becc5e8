import { z } from 'zod';
import { cents, id, timestamp } from '../primitives.ts';

/** What can lie in a drawer: at most 100,000.00. */
const drawerCents = cents.max(10_000_000);

/** `POST /api/register-sessions`: a clerk takes a register, with so much cash in its drawer. */
export const registerOpening = z.strictObject({
  locationId: id,
  registerId: id,
  openingFloatCents: drawerCents,
});
export type RegisterOpening = z.infer<typeof registerOpening>;

/** `POST /api/register-sessions/:id/close`: what was counted in the drawer. */
export const registerClosing = z.strictObject({ countedCents: drawerCents });

export const registerSession = z.object({
  id,
  locationId: id,
  registerId: id,
  /** `MTL1-02`: location and register as receipts are numbered. */
  till: z.string(),
  openedBy: z.string(),
  openedAt: timestamp,
  openingFloatCents: cents,
  /** Null while it is open, like all that follows. */
  closedAt: timestamp.nullable(),
  closedBy: z.string().nullable(),
  expectedCashCents: z.int().nullable(),
  countedCents: cents.nullable(),
  /** Counted less expected: below 0, cash is missing. */
  differenceCents: z.int().nullable(),
});
export type RegisterSession = z.infer<typeof registerSession>;

/** Of any number of sales, each of which may be as much as `cents` allows. */
const sumCents = z.int().min(0);

/** What went through a register during a session, in cents but for the two counts. Once it is closed nothing of it changes. */
export const registerFigures = z.object({
  /** Sales completed in the session, whether or not they were cancelled since. */
  sales: z.int(),
  /** Sales of this register that were cancelled in the session, whenever they were made. */
  cancelledSales: z.int(),
  cashTakenCents: sumCents,
  changeGivenCents: sumCents,
  cashRefundedCents: sumCents,
  /** Float, plus cash taken, less change given, less cash refunded; below 0 when more was refunded than there was. */
  expectedCashCents: z.int(),
  cardCents: sumCents,
  cardRefundedCents: sumCents,
  giftCardCents: sumCents,
  giftCardRefundedCents: sumCents,
});
export type RegisterFigures = z.infer<typeof registerFigures>;

/** `GET /api/register-sessions/:id`, and the answer of a closing. */
export const registerSessionReport = registerSession.extend({ figures: registerFigures });

/** One entry of the `errors` of 409 `register.in_use`. */
export const registerInUse = z.object({ openedBy: z.string(), openedAt: timestamp });
