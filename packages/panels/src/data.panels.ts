import type { Panel } from './panel.ts';
import { chosen, one } from './panel.ts';

/** Events on their way, and the engines that carry the state. */
export const dataPanels: Panel[] = [
  {
    id: 'outbox',
    group: 'data',
    title: { fr: 'Boîte d’envoi', en: 'Outbox' },
    description: {
      fr: 'Événements écrits et pas encore publiés; la réplique qui mène le relais les compte.',
      en: 'Events written and not yet on the stream; the replica that leads the relay reports them.',
    },
    unit: 'count',
    chart: 'lines',
    series: one(`max by (service) (outbox_pending_events{${chosen}})`, '{{service}}'),
  },
  {
    id: 'outbox-age',
    group: 'data',
    title: { fr: 'Âge du plus vieil événement', en: 'Age of the oldest event' },
    description: {
      fr: 'Depuis combien de temps le premier attend d’être publié.',
      en: 'How long the first of them has been waiting.',
    },
    unit: 'seconds',
    chart: 'lines',
    thresholds: { warn: 5, bad: 30 },
    series: one(`max by (service) (outbox_oldest_age_seconds{${chosen}})`, '{{service}}'),
  },
  {
    id: 'stream-lag',
    group: 'data',
    title: { fr: 'Retard des consommateurs', en: 'Stream lag' },
    description: {
      fr: 'Entrées qu’un consommateur n’a pas encore confirmées; toutes ses répliques disent la même chose.',
      en: 'Entries a consumer has not acknowledged yet; every replica reports the same.',
    },
    unit: 'count',
    chart: 'lines',
    series: one(`max by (consumer) (event_stream_lag{${chosen}})`, '{{consumer}}'),
  },
  {
    id: 'dead-letters',
    group: 'data',
    title: { fr: 'Lettres mortes', en: 'Dead letters' },
    description: {
      fr: 'Événements impossibles à appliquer, qui attendent une personne.',
      en: 'Events that could not be applied and wait for a person.',
    },
    unit: 'count',
    chart: 'lines',
    thresholds: { warn: 1, bad: 1 },
    series: one(`max by (consumer) (event_dead_letters{${chosen}})`, '{{consumer}}'),
  },
  {
    id: 'events-consumed',
    group: 'data',
    title: { fr: 'Événements consommés', en: 'Events consumed' },
    description: {
      fr: 'Selon leur issue: « failed » compte les tentatives, « dead » les abandons.',
      en: 'By what became of them; failed counts attempts, dead the ones given up.',
    },
    unit: 'perSecond',
    chart: 'lines',
    series: one(
      `sum by (consumer, outcome) (rate(events_consumed_total{${chosen}}[$window]))`,
      '{{consumer}} {{outcome}}',
    ),
  },
  {
    id: 'relay-leaders',
    group: 'data',
    title: { fr: 'Répliques qui mènent un relais', en: 'Replicas that lead a relay' },
    description: {
      fr: 'Chaque service en a une; plus d’une au-delà d’un bail est un défaut.',
      en: 'Each service has one leader; more than one for longer than a lease is a defect.',
    },
    unit: 'count',
    chart: 'lines',
    series: one(`sum by (service) (outbox_relay_leader{${chosen}})`, '{{service}}'),
  },
  {
    id: 'processes-up',
    group: 'data',
    title: { fr: 'Processus en marche', en: 'Processes that run' },
    description: {
      fr: 'Ce que le lanceur voit, moteurs et passerelle compris. Sans lanceur, en conteneurs, il n’y a rien.',
      en: 'What the launcher sees, engines and gateway included. In containers there is no launcher, and nothing here.',
    },
    unit: 'count',
    chart: 'lines',
    series: one('sum by (process) (mesh_process_up)', '{{process}}'),
  },
  {
    id: 'process-restarts',
    group: 'data',
    title: { fr: 'Redémarrages', en: 'Restarts' },
    description: {
      fr: 'Combien de fois le lanceur a relancé un processus qui s’était arrêté de lui-même.',
      en: 'How often the launcher has started a process again after it ended by itself.',
    },
    unit: 'count',
    chart: 'lines',
    thresholds: { warn: 1, bad: 3 },
    series: one('sum by (process, replica) (mesh_process_restarts_total)', '{{process}}-{{replica}}'),
  },
  {
    id: 'process-memory',
    group: 'data',
    title: { fr: 'Mémoire des processus', en: 'Memory of processes' },
    description: {
      fr: 'Mémoire résidente, processus enfants compris; les pages partagées comptent dans chacun.',
      en: 'Resident memory, children included; shared pages count in each (lesson 29).',
    },
    unit: 'bytes',
    chart: 'lines',
    series: one('sum by (process) (mesh_process_resident_bytes)', '{{process}}'),
  },
  {
    id: 'disk',
    group: 'data',
    title: { fr: 'Place sur le disque', en: 'Room on the disk' },
    description: {
      fr: 'Ce qui peut encore être écrit là où sont les données. Sans lanceur, en conteneurs, il n’y a rien.',
      en: 'What may still be written where the data is. In containers there is no launcher, and nothing here.',
    },
    unit: 'bytes',
    chart: 'lines',
    series: [
      { expr: 'mesh_disk_free_bytes', legend: 'free' },
      { expr: 'mesh_disk_size_bytes', legend: 'in all' },
    ],
  },
  {
    id: 'clocks',
    group: 'data',
    title: { fr: 'Horloges', en: 'Clocks' },
    description: {
      fr: 'Écart entre l’horloge de chaque service et celle de Prometheus, le pire de ses répliques.',
      en: 'How far each service’s clock is from that of Prometheus, the worst of its replicas.',
    },
    unit: 'seconds',
    chart: 'lines',
    thresholds: { warn: 1, bad: 2 },
    series: one(
      `max by (service) (abs(process_clock_seconds{${chosen}} - timestamp(process_clock_seconds{${chosen}})))`,
      '{{service}}',
    ),
  },
];
