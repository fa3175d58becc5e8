import type { Texts } from '../i18n/language.ts';

export const managerTexts = {
  you: { fr: 'vous', en: 'you' },
  nobody: { fr: 'le système', en: 'the system' },
  account: { fr: 'compte …{end}', en: 'account …{end}' },
} satisfies Texts;

export const stockTexts = {
  title: { fr: 'Stock du magasin', en: 'Stock of the shop' },
  search: { fr: 'Chercher', en: 'Search' },
  searchHint: { fr: 'Nom, code ou code-barres', en: 'Name, SKU or barcode' },
  order: { fr: 'Trier', en: 'Sort' },
  lowFirst: { fr: 'Le plus bas d’abord', en: 'Lowest first' },
  highFirst: { fr: 'Le plus haut d’abord', en: 'Highest first' },
  bySku: { fr: 'Par code', en: 'By SKU' },
  found: { fr: 'Produits : {total}', en: 'Products: {total}' },
  nothing: { fr: 'Aucun produit de ce magasin ne correspond.', en: 'No product of this shop matches.' },
  product: { fr: 'Produit', en: 'Product' },
  available: { fr: 'Disponible', en: 'Available' },
  reserved: { fr: 'Réservé', en: 'Reserved' },
  onHand: { fr: 'En main', en: 'On hand' },
  actions: { fr: 'Actions', en: 'Actions' },
  out: { fr: 'épuisé', en: 'out' },
  low: { fr: 'bas', en: 'low' },
  adjust: { fr: 'Ajuster', en: 'Adjust' },
  adjustOf: { fr: 'Ajuster {name}', en: 'Adjust {name}' },
  ledger: { fr: 'Registre', en: 'Ledger' },
  ledgerOf: { fr: 'Registre de {name}', en: 'Ledger of {name}' },
} satisfies Texts;

export const adjustTexts = {
  how: { fr: 'Ajuster', en: 'Adjust' },
  counted: { fr: 'à ce qui est compté', en: 'to what was counted' },
  difference: { fr: 'de tant d’unités', en: 'by so many units' },
  countedUnits: { fr: 'Unités comptées', en: 'Units counted' },
  countedHint: {
    fr: 'Tout ce qui est là, les {reserved} réservées comprises.',
    en: 'All that is there, the {reserved} reserved ones too.',
  },
  differenceUnits: { fr: 'Unités en plus ou en moins', en: 'Units more or less' },
  differenceHint: { fr: 'Par exemple 12, ou -3.', en: 'For example 12, or -3.' },
  reason: { fr: 'Motif', en: 'Reason' },
  reasonHint: {
    fr: 'Inscrit au registre : inventaire, casse, périmé…',
    en: 'Written in the ledger: stocktake, breakage, expired…',
  },
  save: { fr: 'Ajuster le stock', en: 'Adjust the stock' },
  done: { fr: '{name} : {onHand} en main.', en: '{name}: {onHand} on hand.' },
  wholeCount: { fr: 'Un nombre entier, de 0 à 1 000 000.', en: 'A whole number from 0 to 1,000,000.' },
  wholeDifference: {
    fr: 'Un nombre entier, au-dessus ou au-dessous de 0.',
    en: 'A whole number, above or below 0.',
  },
  reasonRule: { fr: 'Dites pourquoi, en 200 caractères au plus.', en: 'Say why, in 200 characters at most.' },
  short: {
    fr: 'Refusé : {available} seulement sont disponibles ; ce qui est réservé à une vente le reste.',
    en: 'Refused: only {available} are available; what a sale has reserved stays reserved.',
  },
  sentBefore: {
    fr: 'Cet ajustement est peut-être déjà inscrit. Fermez, et regardez le registre avant de recommencer.',
    en: 'This adjustment may have been recorded already. Close, and look at the ledger before you try again.',
  },
} satisfies Texts;

export const ledgerTexts = {
  back: { fr: '← Tout le stock', en: '← All the stock' },
  notHere: { fr: 'Ce produit n’a jamais eu de stock ici.', en: 'This product never had stock here.' },
  overTime: { fr: 'En main au fil du temps', en: 'On hand over time' },
  lastOnly: {
    fr: 'Les {drawn} derniers mouvements sur {total}.',
    en: 'The last {drawn} movements of {total}.',
  },
  movements: { fr: 'Mouvements', en: 'Movements' },
  none: { fr: 'Aucun mouvement.', en: 'No movement.' },
  when: { fr: 'Quand', en: 'When' },
  delta: { fr: 'Unités', en: 'Units' },
  reason: { fr: 'Motif', en: 'Reason' },
  note: { fr: 'Note', en: 'Note' },
  who: { fr: 'Qui', en: 'Who' },
  reference: { fr: 'Référence', en: 'Reference' },
  theSale: { fr: 'La vente', en: 'The sale' },
  opening: { fr: 'stock de départ', en: 'opening stock' },
  adjustment: { fr: 'ajustement', en: 'adjustment' },
  sale: { fr: 'vente', en: 'sale' },
  saleCancelled: { fr: 'vente annulée', en: 'sale cancelled' },
} satisfies Texts;
