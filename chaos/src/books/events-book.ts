import { some } from '@comptoir/load-tests/report';

/** One consumer group of one stream. */
export interface GroupRow {
  stream: string;
  consumer: string;
  /** Entries it was not given yet. */
  lag: number;
  /** Entries it was given and has not acknowledged. */
  pending: number;
}

export interface EventRows {
  /** Unpublished rows of each outbox. */
  outboxes: readonly { service: string; waiting: number }[];
  groups: readonly GroupRow[];
  deadLetters: readonly { consumer: string; count: number }[];
  /** Events that stock must hear, by how often they were told and how often they took effect. */
  told: readonly { subject: string; type: string; told: number; taken: number }[];
}

/** Book 4: nothing waits anywhere, nothing is dead, and each event was told once and taken once. */
export function eventProblems({ outboxes, groups, deadLetters, told }: EventRows): string[] {
  return [
    outboxes
      .filter(({ waiting }) => waiting > 0)
      .map(({ service, waiting }) => `${waiting} events wait in the outbox of ${service}`),
    groups
      .filter(({ lag, pending }) => lag > 0 || pending > 0)
      .map(
        ({ stream, consumer, lag, pending }) =>
          `${consumer} has ${lag} to read and ${pending} to finish of ${stream}`,
      ),
    deadLetters
      .filter(({ count }) => count > 0)
      .map(({ consumer, count }) => `${count} dead letters of ${consumer}`),
    told
      .filter((one) => one.told !== 1 || one.taken !== 1)
      .map((one) => `${one.type} of ${one.subject} was told ${one.told} times and taken ${one.taken} times`),
  ].flatMap(some);
}
