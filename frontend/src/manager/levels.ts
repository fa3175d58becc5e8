import type { StockLevel } from '@comptoir/contracts/http/stock';
import { named } from '../i18n/language.ts';

/** A level as the list shows it; stock knows the name as soon as the catalogue has told it. */
export type ListedLevel = StockLevel & { nameFr: string | null; nameEn: string | null };

export function levelName({ nameFr, nameEn, sku }: ListedLevel): string {
  return nameFr === null || nameEn === null ? sku : named({ nameFr, nameEn });
}
