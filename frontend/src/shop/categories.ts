import type { Text, Texts } from '../i18n/language.ts';
import { t } from '../i18n/language.ts';

/** Names of the categories of the demo chain; others are shown as the catalogue writes them. */
const names = {
  produce: { fr: 'Fruits et légumes', en: 'Produce' },
  bakery: { fr: 'Boulangerie', en: 'Bakery' },
  dairy: { fr: 'Produits laitiers', en: 'Dairy' },
  meat: { fr: 'Viandes', en: 'Meat' },
  seafood: { fr: 'Poissons', en: 'Seafood' },
  frozen: { fr: 'Surgelés', en: 'Frozen' },
  pantry: { fr: 'Épicerie', en: 'Pantry' },
  snacks: { fr: 'Grignotines', en: 'Snacks' },
  drinks: { fr: 'Boissons', en: 'Drinks' },
  household: { fr: 'Maison', en: 'Household' },
  kitchenware: { fr: 'Articles de cuisine', en: 'Kitchenware' },
  cleaning: { fr: 'Entretien', en: 'Cleaning' },
  hygiene: { fr: 'Hygiène', en: 'Hygiene' },
  baby: { fr: 'Bébé', en: 'Baby' },
  pets: { fr: 'Animaux', en: 'Pets' },
  books: { fr: 'Livres', en: 'Books' },
  stationery: { fr: 'Papeterie', en: 'Stationery' },
} satisfies Texts;

const known: Readonly<Record<string, Text>> = names;

export function categoryName(category: string): string {
  const text = known[category];
  return text === undefined ? category : t(text);
}
