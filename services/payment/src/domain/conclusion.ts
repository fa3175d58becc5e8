import type { Charge } from './charge.ts';
import type { ProviderRecord } from './provider-record.ts';
import { abandoned, captured, declined, refunded, voided } from './transitions.ts';

/**
 * The states a charge goes through when `record` is what the provider holds of its attempt; none when that is no news.
 * Whoever brings the record (the request that asked, recovery, a refund), and however late, the money ends in one place.
 */
export function statesAfter(charge: Charge, record: ProviderRecord): Charge[] {
  if (charge.status === 'captured' && charge.closing !== null) return afterCapture(charge, record);
  if (charge.status !== 'pending') return [];
  if (charge.closing === 'abandon') return record.status === 'captured' ? [] : [abandoned(charge)];
  switch (record.status) {
    case 'captured':
      // A charge that is being given back is not done until the provider says that it was.
      return charge.closing === null ? [captured(charge, record)] : [];
    case 'refunded': {
      const taken = captured(charge, record);
      return [taken, refunded(taken)];
    }
    case 'declined':
      return [charge.closing === null ? declined(charge, record.reason) : voided(charge)];
    case 'void':
      return [voided(charge)];
    case 'unknown':
      return [];
  }
}

function afterCapture(charge: Charge, record: ProviderRecord): Charge[] {
  if (record.status === 'refunded') return [refunded(charge)];
  if (record.status === 'captured') return [];
  throw new Error(`the provider has lost the captured charge ${charge.id}: it says ${record.status}`);
}
