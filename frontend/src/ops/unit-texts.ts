import type { Texts } from '../i18n/language.ts';

export const unitTexts = {
  requestsPerSecond: { fr: '{value} req/s', en: '{value} req/s' },
  perSecond: { fr: '{value}/s', en: '{value}/s' },
  perMinute: { fr: '{value}/min', en: '{value}/min' },
  closed: { fr: 'fermé', en: 'closed' },
  halfOpen: { fr: 'à l’essai', en: 'half open' },
  open: { fr: 'ouvert', en: 'open' },
} satisfies Texts;
