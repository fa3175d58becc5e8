export { startConsumer, startStatelessConsumer } from './consumer/consumer.ts';
export type { Consumer } from './consumer/consumer.ts';
export type {
  ConsumerOptions,
  ConsumerPace,
  StatelessConsumerOptions,
  Subscriptions,
} from './consumer/consumer-options.ts';
export type { DeadLetterDesk } from './dead-letters/dead-letter-desk.ts';
export type { DeadLetter } from './dead-letters/dead-letters.ts';
export { consumeStateless } from './consume-stateless.ts';
export type { StatelessOptions } from './consume-stateless.ts';
export { openEventBus } from './event-bus.ts';
export type { EventBus, EventBusOptions } from './event-bus.ts';
export { reactionTo } from './event-context.ts';
export type { EventContext } from './event-context.ts';
export { handler, oneByOne, repeatable } from './event-handler.ts';
export type { ApplyEvents, EventHandler, ReceivedEvent, RepeatableHandler } from './event-handler.ts';
export { createEventMetrics } from './metrics.ts';
export type { EventMetrics } from './metrics.ts';
export { outboxOf } from './outbox.ts';
export type { NewEvent, Outbox, OutboxOptions } from './outbox.ts';
export type { EventStory } from './story/event-story.ts';
export { startRelay } from './relay/relay.ts';
export type { Relay, RelayOptions } from './relay/relay.ts';
export type { RelayPace } from './relay/relay-pace.ts';
