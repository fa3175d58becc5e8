import type { Deliveries, PaymentStory, SaleStory, StockStory } from '@comptoir/contracts/http/story';
import { v7 as uuidv7 } from 'uuid';
import type { OperationsUnderTest } from './operations-service.ts';

type Service = 'sale' | 'stock' | 'payment';

/** The services as far as operations asks them: one sale, of second 2, and what each knows of it. */
export interface FakeSale {
  id: string;
  receiptNumber: string;
  traceId: string;
  story: SaleStory;
  stock: StockStory;
  payment: PaymentStory;
  deliveries: Deliveries;
  /** From now on this service answers 500. */
  breaks(service: Service): void;
  /** Path and query of what each was asked, like `sale /internal/stories/…`. */
  asked: string[];
}

const AGES = 10 * 365 * 86_400;
const at = (ms: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, 1) + ms).toISOString();

/** Puts them behind the gateway. */
export function tellsOf({ gateway }: OperationsUnderTest['mesh']): FakeSale {
  const [id, sagaId, eventId, locationId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const traceId = uuidv7().replaceAll('-', '');
  const broken = new Set<Service>();
  const told = { listeners: [], keptSeconds: AGES, items: [] };
  const fake: FakeSale = {
    id,
    receiptNumber: 'MTL1-01-000042',
    traceId,
    asked: [],
    breaks: (service) => broken.add(service),
    story: {
      sale: {
        id,
        receiptNumber: 'MTL1-01-000042',
        status: 'completed',
        locationId,
        registerId: null,
        totalCents: 500,
        createdAt: at(981),
        completedAt: at(998),
        refusal: null,
      },
      sagas: [
        {
          id: sagaId,
          kind: 'checkout',
          state: 'confirmed',
          traceId,
          transitions: [
            { state: 'started', at: at(981), cause: 'a till asked to sell' },
            { state: 'confirmed', at: at(998), cause: 'the sale is recorded' },
          ],
        },
      ],
      events: {
        listeners: ['stock'],
        keptSeconds: AGES,
        items: [
          {
            id: eventId,
            type: 'sale.recorded.v1',
            subject: id,
            traceId,
            writtenAt: at(998),
            publishedAt: at(1_050),
          },
        ],
      },
    },
    stock: {
      reservations: [
        {
          id: sagaId,
          status: 'committed',
          createdAt: at(997),
          updatedAt: at(1_060),
          expiresAt: at(600_000),
          lines: [{ sku: 'TEA-1', quantity: 1 }],
        },
      ],
      movements: [{ id: uuidv7(), sku: 'TEA-1', delta: -1, reason: 'sale', at: at(1_062) }],
      events: told,
    },
    payment: { charges: [], events: told },
    deliveries: { keptSeconds: AGES, items: [{ eventId, outcome: 'applied', at: at(1_060) }] },
  };

  const known = (path: string): boolean =>
    [id, sagaId, fake.receiptNumber, traceId].some((name) => path.includes(name));
  const answer = (service: Service, path: string) => {
    if (service === 'sale') return known(path) ? { status: 200, body: fake.story } : notFound;
    if (path.startsWith('/internal/deliveries')) return { status: 200, body: fake.deliveries };
    return { status: 200, body: service === 'stock' ? fake.stock : fake.payment };
  };
  for (const service of ['sale', 'stock', 'payment'] as const)
    gateway.route(service, ({ path }) => {
      fake.asked.push(`${service} ${path}`);
      return broken.has(service) ? { status: 500 } : answer(service, path);
    });
  return fake;
}

const notFound = { status: 404, body: { code: 'sale.not_found', detail: 'There is no sale of this id.' } };
