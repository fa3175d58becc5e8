import { createWriteStream } from 'node:fs';

/** What a person was told in the end: a 2xx or a refusal that no further try would change. */
export interface Decision {
  status: number;
  code: string | undefined;
}

/** A sale that a till asked for, under an id of its own. */
export interface SaleIntent {
  kind: 'sale';
  saleId: string;
  units: number;
  /** What the customer owes, worked out by the till: by card, or in coins. */
  totalsCents: readonly number[];
  decision?: Decision | undefined;
  receiptNumber?: string | undefined;
}

export interface CancelIntent {
  kind: 'cancel';
  saleId: string;
  decision?: Decision | undefined;
}

/** A manager's correction; `note` is found again in the ledger. */
export interface AdjustIntent {
  kind: 'adjust';
  note: string;
  delta: number;
  decision?: Decision | undefined;
}

export type Intent = SaleIntent | CancelIntent | AdjustIntent;

/** What the tills asked for and what they were told: the clients' side of the books. */
export interface Journal {
  /** Written down before anything is sent. */
  intend<T extends Intent>(intent: T): T;
  decide(intent: Intent, decision: Decision, receiptNumber?: string): void;
  intents(): readonly Intent[];
  close(): void;
}

/** Kept in memory for the books, and line by line in `file` for whoever has to find out what went wrong. */
export function openJournal(file: string): Journal {
  const intents: Intent[] = [];
  const lines = createWriteStream(file, { flags: 'a', mode: 0o600 });
  const write = (what: string, intent: Intent) =>
    lines.write(`${JSON.stringify({ at: new Date().toISOString(), what, ...intent })}\n`);
  return {
    intend(intent) {
      intents.push(intent);
      write('intended', intent);
      return intent;
    },
    decide(intent, decision, receiptNumber) {
      intent.decision = decision;
      if (intent.kind === 'sale') intent.receiptNumber = receiptNumber;
      write('decided', intent);
    },
    intents: () => intents,
    close: () => lines.end(),
  };
}
