import type { Deliveries, PaymentStory, SaleStory, StockStory } from '@comptoir/contracts/http/story';
import type { Context } from '@comptoir/service-kit';
import type { TracedLine } from '../domain/story/request-lines.ts';
import type { Span } from '../domain/story/span.ts';

/** The services, each asked for what it owns. Throws what a service client throws. */
export interface Storytellers {
  /** Undefined when no sale has this reference. `around`: about when a trace was. */
  sale(reference: string, around: Date | undefined, context: Context): Promise<SaleStory | undefined>;
  stock(reservationIds: readonly string[], context: Context): Promise<StockStory>;
  payment(saleId: string, context: Context): Promise<PaymentStory>;
  /** Undefined when the service is known to keep no account of what it applied. */
  deliveries(
    listener: string,
    eventIds: readonly string[],
    context: Context,
  ): Promise<Deliveries | undefined>;
}

/** What processes have written down on this machine. */
export interface Footprints {
  /** Lines of these traces, not from long before `since`; undefined where processes write no log files. */
  lines(traceIds: readonly string[], since: Date | undefined): Promise<TracedLine[] | undefined>;
  /** Undefined where spans are somewhere else. */
  spans(traceIds: readonly string[]): Promise<Span[] | undefined>;
}

export interface ExplainDeps {
  storytellers: Storytellers;
  footprints: Footprints;
  /** Where a person sees all spans of a trace, when there is such a place. */
  traceUrl(traceId: string): string | undefined;
}
