/** What the simulated provider does with a card. */
export type CardBehaviour =
  | { does: 'approve' | 'chargeThenBreak' | 'hang' | 'think' | 'babble' }
  | { does: 'decline'; reason: 'card.declined' | 'card.insufficient_funds' | 'card.expired' };

interface TestCard {
  number: string;
  behaviour: CardBehaviour;
  meaning: string;
}

/** The test numbers people may type; README.md and the OpenAPI document show this table. */
export const TEST_CARDS: readonly TestCard[] = [
  { number: '4242424242424242', behaviour: { does: 'approve' }, meaning: 'approved' },
  { number: '4000000000000002', behaviour: decline('card.declined'), meaning: 'declined: `card.declined`' },
  {
    number: '4000000000009995',
    behaviour: decline('card.insufficient_funds'),
    meaning: 'declined: `card.insufficient_funds`',
  },
  { number: '4000000000000069', behaviour: decline('card.expired'), meaning: 'declined: `card.expired`' },
  { number: '4000000000000119', behaviour: { does: 'hang' }, meaning: 'never answers; nothing is charged' },
  {
    number: '4000000000000341',
    behaviour: { does: 'chargeThenBreak' },
    meaning: 'charges, then the connection breaks before the answer',
  },
  {
    number: '4000000000006975',
    behaviour: { does: 'think' },
    meaning: 'takes 5 seconds, then charges and answers',
  },
  {
    number: '4000000000000127',
    behaviour: { does: 'babble' },
    meaning: 'answers garbage; nothing is charged',
  },
];

function decline(reason: 'card.declined' | 'card.insufficient_funds' | 'card.expired'): CardBehaviour {
  return { does: 'decline', reason };
}

/** Every other number is approved, and so is no number: the terminal's own card. */
export function behaviourOf(cardNumber: string | undefined): CardBehaviour {
  return TEST_CARDS.find(({ number }) => number === cardNumber)?.behaviour ?? { does: 'approve' };
}

/** The table in Markdown. */
export function describeTestCards(): string {
  const rows = TEST_CARDS.map(({ number, meaning }) => `| ${number} | ${meaning} |`);
  const others = [
    '| any other with a right check digit | approved |',
    '| any other | refused with 422 `card.invalid` |',
  ];
  return ['| number | what the simulated provider does |', '| --- | --- |', ...rows, ...others].join('\n');
}
