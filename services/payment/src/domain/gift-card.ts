import { createHash } from 'node:crypto';

/** SHA-256 in hex of a code: enough to find the card again, useless at a till. */
export const giftCardHash = (code: string): string => createHash('sha256').update(code).digest('hex');

/** Printed on the receipt where a card's authorization stands. */
export const giftCardAuthorization = (chargeId: string): string => `GIFT-${chargeId.slice(-6).toUpperCase()}`;
