/** What a receipt says, French first; a receipt is never English only (lesson 32). */
export const WORDS = {
  receipt: ['Reçu', 'Receipt'],
  date: ['Date', 'Date'],
  subtotal: ['Sous-total', 'Subtotal'],
  tps: ['TPS 5 %', 'GST 5%'],
  tvq: ['TVQ 9,975 %', 'QST 9.975%'],
  rounding: ['Arrondi', 'Rounding'],
  total: ['Total', 'Total'],
  cash: ['Comptant', 'Cash'],
  card: ['Carte', 'Card'],
  giftCard: ['Carte-cadeau', 'Gift card'],
  change: ['Monnaie rendue', 'Change'],
  cancelled: ['ANNULÉ', 'CANCELLED'],
  provisional: ['PROVISOIRE', 'PROVISIONAL'],
  thanks: ['Merci de votre visite', 'Thank you for your visit'],
} as const;

export type Word = keyof typeof WORDS;
export type ReceiptLanguage = 'fr' | 'bilingual';

/** `Sous-total`, or `Sous-total / Subtotal`. */
export const speaking = (language: ReceiptLanguage) => (word: Word) =>
  language === 'fr' ? WORDS[word][0] : [...new Set(WORDS[word])].join(' / ');
