import { computed, signal } from '@preact/signals';

export type Language = 'fr' | 'en';

/** One thing the app says, in both languages side by side: neither can be forgotten. `{name}` is filled in by `t`. */
export interface Text {
  fr: string;
  en: string;
}

/** All texts of one area; `satisfies Texts` keeps their names. */
export type Texts = Readonly<Record<string, Text>>;

const KEPT = 'comptoir.language';

export const language = signal<Language>(localStorage.getItem(KEPT) === 'en' ? 'en' : 'fr');

export const locale = computed(() => (language.value === 'fr' ? 'fr-CA' : 'en-CA'));

export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  localStorage.setItem(KEPT, chosen);
}

/** The text in the language of the moment; a component that calls it follows when the language changes. */
export function t(text: Text, values: Readonly<Record<string, string | number>> = {}): string {
  return text[language.value].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** A name that the catalogue has in both languages. */
export function named({ nameFr, nameEn }: { nameFr: string; nameEn: string }): string {
  return language.value === 'fr' ? nameFr : nameEn;
}
