import type { DomainEvent, EventDefinition } from '@comptoir/contracts/event';
import { endSpan, later, placeholders, startSpan, traceparentOfSpan } from '@comptoir/service-kit';
import type { Transaction } from '@comptoir/service-kit';
import { v7 } from 'uuid';
import type { EventContext } from './event-context.ts';

export interface NewEvent<T> {
  /** Id of the aggregate it happened to. */
  subject: string;
  /** Version of the aggregate after the change. */
  aggregateVersion: number;
  data: T;
}

export interface Outbox {
  add<T>(definition: EventDefinition<T>, event: NewEvent<T>): Promise<void>;
  /** Many events of one type in one statement. */
  addMany<T>(definition: EventDefinition<T>, events: readonly NewEvent<T>[]): Promise<void>;
}

export interface OutboxOptions {
  /** Name of the publishing service; its relay carries what is written here. */
  source: string;
  context: EventContext;
  now?: () => Date;
  newId?: () => string;
}

/**
 * Writes events in the transaction of the change they tell of: both are kept, or neither.
 * Throws the schema's own error when data does not fit its definition.
 */
export function outboxOf(
  trx: Transaction,
  { source, context, now = () => new Date(), newId = v7 }: OutboxOptions,
): Outbox {
  const seal = <T>(
    { type, schema }: EventDefinition<T>,
    { subject, aggregateVersion, data }: NewEvent<T>,
  ): DomainEvent<T> => ({
    specversion: '1.0',
    id: newId(),
    source,
    type,
    subject,
    time: now().toISOString(),
    datacontenttype: 'application/json',
    aggregateversion: aggregateVersion,
    ...attributesOf({ ...context, traceparent: publishing(type) ?? context.traceparent }),
    data: schema.parse(data),
  });

  const addMany = async <T>(
    definition: EventDefinition<T>,
    events: readonly NewEvent<T>[],
  ): Promise<void> => {
    if (events.length === 0) return;
    const rows = events.flatMap((event) => [definition.type, JSON.stringify(seal(definition, event))]);
    later(trx, `INSERT INTO outbox (type, envelope) VALUES ${placeholders(events.length, 2)}`, rows);
  };

  return { add: (definition, event) => addMany(definition, [event]), addMany };
}

/** The traceparent of a span for this event, inside which its consumers' work will stand. */
function publishing(type: string): string | undefined {
  const span = startSpan({
    kind: 'producer',
    describe: () => ({
      name: `publish ${type}`,
      attributes: { 'messaging.system': 'outbox', 'messaging.destination.name': type },
    }),
  });
  endSpan(span);
  return span && traceparentOfSpan(span);
}

function attributesOf({ traceparent, correlationId, causationId, actor }: EventContext) {
  return {
    traceparent,
    correlationid: correlationId,
    ...(causationId === undefined ? {} : { causationid: causationId }),
    ...(actor === undefined ? {} : { actor: actor.sub, actorrole: actor.role }),
    ...(actor?.locationId === undefined ? {} : { actorlocation: actor.locationId }),
  };
}
