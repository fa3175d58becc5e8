/** The simulated provider's test cards, as services/payment/README.md lists them. */
const CARDS = {
  good: '4242424242424242',
  declined: '4000000000000002',
  noFunds: '4000000000009995',
  slow: '4000000000006975',
  breaks: '4000000000000341',
  garbage: '4000000000000127',
} as const;

export type Card = keyof typeof CARDS;

export const numberOf = (card: Card): string => CARDS[card];

/** What customers are like. */
export interface Habits {
  /** Any of these when somebody pays by card. */
  cards: readonly Card[];
  /** How many of a sale's customers think again a moment later. */
  cancelledShare: number;
}

export const usualHabits: Habits = {
  cards: ['good', 'good', 'good', 'good', 'good', 'good', 'declined', 'noFunds'],
  cancelledShare: 0.12,
};
