import { fieldProblem, Problem, sayProblem } from '../api/problem.ts';
import type { Text } from '../i18n/language.ts';
import { t } from '../i18n/language.ts';
import { uiTexts } from '../ui/texts.ts';
import { officeTexts } from './texts.ts';

/** Codes that are about one field, though the API names none. */
const FIELD_OF: Readonly<Record<string, string>> = {
  'product.sku_taken': 'sku',
  'product.barcode_taken': 'barcode',
  'location.code_taken': 'code',
  'register.number_taken': 'number',
  'user.username_taken': 'username',
  'location.unknown': 'locationId',
};

/** What stands beside a field that was refused: the field's rule, in the reader's language. */
export function besideField(error: unknown, field: string, rule: Text): string | undefined {
  if (error instanceof Problem && FIELD_OF[error.code] === field) return sayProblem(error);
  return fieldProblem(error, field) === undefined ? undefined : t(rule);
}

/** What stands above the buttons about any refusal. */
export function aboveButtons(error: unknown): string {
  if (!(error instanceof Problem)) return sayProblem(error);
  const known = Object.entries(officeTexts).find(([code]) => code === error.code)?.[1];
  if (known !== undefined) return t(known);
  if (isStale(error)) return sayProblem(error);
  const isBeside =
    FIELD_OF[error.code] !== undefined || error.errors.some(({ pointer = '' }) => pointer !== '');
  return isBeside ? t(uiTexts.checkFields) : sayProblem(error);
}

export const isStale = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'version.conflict';
