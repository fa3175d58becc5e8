import type { Texts } from '../i18n/language.ts';

export const logsTexts = {
  title: { fr: 'Journaux en direct', en: 'Live logs' },
  service: { fr: 'Service', en: 'Service' },
  every: { fr: 'Tous', en: 'All' },
  level: { fr: 'Niveau, au moins', en: 'Level, at least' },
  trace: { fr: 'Identifiant de trace', en: 'Trace id' },
  traceHint: { fr: '32 chiffres hexadécimaux', en: '32 hexadecimal digits' },
  traceWrong: {
    fr: 'Un identifiant de trace a 32 chiffres hexadécimaux.',
    en: 'A trace id has 32 hexadecimal digits.',
  },
  hideOwn: {
    fr: 'Sans les contrôles de santé ni les requêtes de cette page',
    en: 'Without health checks and the requests of this page',
  },
  pause: { fr: 'Suspendre', en: 'Pause' },
  resume: { fr: 'Reprendre', en: 'Resume' },
  paused: { fr: 'Suspendu', en: 'Paused' },
  live: { fr: 'En direct', en: 'Live' },
  follow: { fr: 'Suivre les plus récentes', en: 'Follow the newest' },
  lines: { fr: '{count} lignes', en: '{count} lines' },
  older: { fr: 'Ce qui est plus ancien n’est pas montré.', en: 'What is older is not shown.' },
  none: { fr: 'Aucune ligne ne correspond.', en: 'No line matches.' },
  explain: { fr: 'Expliquer cette trace', en: 'Explain this trace' },
  filterTrace: { fr: 'Filtrer par la trace', en: 'Filter by trace' },
  elsewhere: {
    fr: 'En conteneurs, les journaux sont ceux de leur moteur : docker compose logs -f.',
    en: 'In containers the logs are those of their engine: docker compose logs -f.',
  },
} satisfies Texts;
