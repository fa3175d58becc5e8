import { some } from '@comptoir/load-tests/report';

/** One row of `sale.sagas`, with what it was about. */
export interface SagaRow {
  id: string;
  kind: string;
  state: string;
  saleId: string;
  saleStatus: string | null;
  /** Of the reservation that bears the saga's id; null when stock has none. */
  reservation: string | null;
  ended: boolean;
}

const RIGHT_END: Record<string, readonly string[]> = {
  'checkout confirmed': ['completed', 'cancelling', 'cancelled'],
  // A till may ask again for a sale that was undone: another saga then speaks for it.
  'checkout cancelled': ['refused', 'pending', 'completed', 'cancelling', 'cancelled'],
  'cancellation confirmed': ['cancelled'],
};
const RIGHT_GOODS: Record<string, readonly (string | null)[]> = {
  'checkout confirmed': ['committed', 'returned'],
  'checkout cancelled': ['released', null],
  'cancellation confirmed': [null],
};

/** Book 5: every saga has ended, in accordance with its sale, and one that was undone holds no goods (nor money: book 2). */
export function sagaProblems(sagas: readonly SagaRow[]): string[] {
  const open = sagas
    .filter(({ ended }) => !ended)
    .map(({ id, kind, state }) => `${kind} saga ${id} is still ${state}`);
  const done = sagas.filter(({ ended }) => ended);
  const ends = done
    .filter(({ kind, state, saleStatus }) => !RIGHT_END[`${kind} ${state}`]?.includes(saleStatus ?? ''))
    .map(({ id, kind, state, saleStatus }) => `${kind} saga ${id} is ${state} and its sale ${saleStatus}`);
  const goods = done
    .filter(({ kind, state, reservation }) => !RIGHT_GOODS[`${kind} ${state}`]?.includes(reservation))
    .map(
      ({ id, kind, state, reservation }) =>
        `${kind} saga ${id} is ${state} and its reservation ${reservation}`,
    );
  const times = Map.groupBy(
    sagas.filter(({ kind, state }) => kind === 'checkout' && state === 'confirmed'),
    ({ saleId }) => saleId,
  );
  const twice = [...times]
    .filter(([, same]) => same.length > 1)
    .map(([saleId]) => `sale ${saleId} was confirmed twice`);
  return [open, ends, goods, twice].flatMap(some);
}
