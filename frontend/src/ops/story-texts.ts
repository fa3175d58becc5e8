import type { Explanation, StoryGap } from '@comptoir/contracts/http/explanation';
import type { Text, Texts } from '../i18n/language.ts';

export const storyTexts = {
  title: { fr: 'Expliquer un reçu ou une trace', en: 'Explain a receipt or a trace' },
  reference: { fr: 'Numéro de reçu, vente ou trace', en: 'Receipt number, sale or trace' },
  hint: {
    fr: 'MTL1-02-000123, ou les 32 chiffres d’une trace',
    en: 'MTL1-02-000123, or the 32 digits of a trace',
  },
  wrong: {
    fr: 'Ni un numéro de reçu, ni l’identifiant d’une vente, ni celui d’une trace.',
    en: 'Neither a receipt number, nor the id of a sale, nor that of a trace.',
  },
  explain: { fr: 'Expliquer', en: 'Explain' },
  tree: { fr: 'Ce qui s’est passé, dans l’ordre', en: 'What happened, in order' },
  sale: { fr: 'Vente {receipt}', en: 'Sale {receipt}' },
  noSale: { fr: 'Trace sans vente', en: 'Trace without a sale' },
  began: { fr: 'Début : {at}. Durée : {took}.', en: 'Began {at}; took {took}.' },
  refused: { fr: 'Refusée : {detail}', en: 'Refused: {detail}' },
  trace: { fr: 'Trace', en: 'Trace' },
  sampled: { fr: 'échantillonnée', en: 'sampled' },
  logsOf: { fr: 'Journaux de la trace {trace}', en: 'Logs of trace {trace}' },
  spansOf: { fr: 'Segments de la trace {trace}', en: 'Spans of trace {trace}' },
  after: { fr: 'à {at}', en: 'at {at}' },
  took: { fr: 'pendant {took}', en: 'for {took}' },
  refusedOutcome: { fr: 'refus', en: 'refused' },
  failedOutcome: { fr: 'échec', en: 'failed' },
  gaps: { fr: 'Ce qui ne peut être dit', en: 'What cannot be told' },
} satisfies Texts;

export const statusTexts = {
  pending: { fr: 'en cours', en: 'pending' },
  completed: { fr: 'conclue', en: 'completed' },
  refused: { fr: 'refusée', en: 'refused' },
  cancelling: { fr: 'annulation en cours', en: 'being cancelled' },
  cancelled: { fr: 'annulée', en: 'cancelled' },
} satisfies Record<NonNullable<Explanation['sale']>['status'], Text>;

export const gapTexts = {
  serviceUnavailable: {
    fr: 'Le service {subject} ne répond pas : ce qu’il sait manque.',
    en: 'The service {subject} cannot be asked: what it knows is missing.',
  },
  logsElsewhere: {
    fr: 'Les requêtes : les processus n’écrivent pas de journaux ici.',
    en: 'The requests: processes write no log files here.',
  },
  linesMissing: {
    fr: 'Les requêtes de la trace {subject} : trop ancienne, ou d’il y a moins d’une seconde.',
    en: 'The requests of trace {subject}: too old, or of less than a second ago.',
  },
  notSampled: {
    fr: 'SQL et appels de la trace {subject} : elle n’a pas été échantillonnée.',
    en: 'SQL and calls of trace {subject}: it was not sampled.',
  },
  partlySampled: {
    fr: 'SQL et appels dans {subject} : la trace n’a été gardée qu’ailleurs, où elle était lente ou en échec.',
    en: 'SQL and calls inside {subject}: the trace was kept only where it was slow or failed.',
  },
  eventsForgotten: {
    fr: 'Les événements : publiés depuis trop longtemps, ils ont été oubliés.',
    en: 'The events: published too long ago, they have been forgotten.',
  },
  listenersUnknown: {
    fr: 'Qui écoute {subject} : Redis ne peut le dire maintenant.',
    en: 'Who listens to {subject}: Redis cannot say now.',
  },
  notConsumed: { fr: '{subject} : pas encore appliqué.', en: '{subject}: not applied yet.' },
  deliveryForgotten: {
    fr: '{subject} : il y a trop longtemps pour qu’on s’en souvienne.',
    en: '{subject}: too long ago to be remembered.',
  },
  cut: { fr: 'La suite : il y en a trop.', en: 'The rest: there is too much of it.' },
} satisfies Record<StoryGap['reason'], Text>;

/** What the API says in words; routes, statements and names of events are said as they are. */
export const titleTexts: Readonly<Record<string, Text>> = {
  'goods held': { fr: 'marchandises retenues', en: 'goods held' },
  'goods let go': { fr: 'marchandises relâchées', en: 'goods let go' },
  'charge asked for': { fr: 'paiement demandé', en: 'charge asked for' },
  'charge captured': { fr: 'paiement encaissé', en: 'charge captured' },
  'charge declined': { fr: 'paiement refusé', en: 'charge declined' },
  'charge refunded': { fr: 'paiement remboursé', en: 'charge refunded' },
  'charge void': { fr: 'paiement annulé', en: 'charge void' },
  published: { fr: 'publié', en: 'published' },
  applied: { fr: 'appliqué', en: 'applied' },
  'could not be applied': { fr: 'n’a pu être appliqué', en: 'could not be applied' },
  'shared with another trace': { fr: 'partagé avec une autre trace', en: 'shared with another trace' },
};
