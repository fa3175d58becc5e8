import type { Texts } from '../i18n/language.ts';

export const signalsTexts = {
  of: { fr: 'Signaux de {service}', en: 'Signals of {service}' },
  ofAll: { fr: 'Signaux de toute la chaîne', en: 'Signals of the whole mesh' },
  service: { fr: 'Service', en: 'Service' },
  every: { fr: 'Toute la chaîne', en: 'The whole mesh' },
  range: { fr: 'Période', en: 'Time range' },
  overview: { fr: 'Vue d’ensemble', en: 'Overview' },
  groupService: { fr: 'Trafic, erreurs, latence, saturation', en: 'Traffic, errors, latency, saturation' },
  data: { fr: 'Événements et données', en: 'Events and data' },
  business: { fr: 'Affaires', en: 'Business' },
  nothing: { fr: 'Aucune valeur dans cette période.', en: 'No value in this time.' },
  good: { fr: 'normal', en: 'normal' },
  warn: { fr: 'à surveiller', en: 'worth a look' },
  bad: { fr: 'mauvais', en: 'bad' },
  logs: { fr: 'Journaux de {service}', en: 'Logs of {service}' },
  now: { fr: '{name} : {state} maintenant', en: '{name}: {state} now' },
} satisfies Texts;
