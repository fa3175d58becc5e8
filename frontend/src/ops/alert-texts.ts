import type { Texts } from '../i18n/language.ts';

export const alertTexts = {
  title: { fr: 'Alertes', en: 'Alerts' },
  none: { fr: 'Aucune alerte : tout est calme.', en: 'Nothing fires: all is quiet.' },
  noneFires: { fr: 'Aucune alerte active ; ceci pourrait le devenir.', en: 'Nothing fires; this might.' },
  count: { fr: 'Alertes actives : {count}', en: 'Firing alerts: {count}' },
  firing: { fr: 'active', en: 'firing' },
  pending: { fr: 'en attente', en: 'pending' },
  page: { fr: 'appel immédiat', en: 'page' },
  ticket: { fr: 'à traiter', en: 'ticket' },
  since: { fr: 'Depuis {at} ({age})', en: 'Since {at} ({age})' },
  runbook: { fr: 'Que faire (runbook)', en: 'What to do (runbook)' },
  details: { fr: 'Explication et étiquettes', en: 'Explanation and labels' },
} satisfies Texts;
