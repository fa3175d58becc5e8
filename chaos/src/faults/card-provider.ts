import { setTimeout as delay } from 'node:timers/promises';
import type { Card } from '../clients/cards.ts';
import type { Fault } from './fault.ts';

const LASTS_MS = 10_000;

/** Half of the cards meet the trouble; the rest are what customers usually have. */
function trouble(name: string, title: string, card: Card): Fault {
  return {
    name,
    title,
    bounds: { failedReads: 0 },
    strike: async ({ crowd }) => {
      crowd.behave({ cards: [card, 'good', card, 'declined'] });
      await delay(LASTS_MS);
      crowd.behave({});
    },
  };
}

export const providerFaults: Fault[] = [
  trouble('slow-payment', 'the card provider takes 5 s for every second card', 'slow'),
  trouble('payment-breaks', 'the card provider charges every second card and breaks off', 'breaks'),
  trouble('payment-garbage', 'the card provider answers garbage for every second card', 'garbage'),
];
