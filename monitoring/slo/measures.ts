import type { Objective } from './objectives.ts';

/** Per service and second: how many events there are, and how many of them are bad. Both exist where nothing is bad. */
export interface Measure {
  events: string;
  bad: string;
}

const requests = 'http_server_request_duration_seconds';
// What is counted on the stream every 10 s must have been there three times.
const SEEN_AGAIN = '30s';

/** What an objective counts, in PromQL. */
export function measureOf({ measure }: Objective): Measure {
  switch (measure.kind) {
    case 'failed':
      return {
        events: answers('count', measure.select),
        bad: answers('count', `${measure.select}, status="5xx"`),
      };
    case 'slow': {
      const answered = `${measure.select}, status!="5xx"`;
      const events = answers('count', answered);
      return { events, bad: `${events}\n  - ${answers('bucket', `${answered}, le="${measure.seconds}"`)}` };
    }
    case 'late':
      return lateness(measure.seconds);
  }
}

function answers(part: 'count' | 'bucket', select: string): string {
  return `sum by (service) (rate(${requests}_${part}{job="comptoir", ${select}}[1m]))`;
}

function lateness(seconds: number): Measure {
  const events = 'group by (service) (outbox_oldest_age_seconds or event_stream_lag)';
  const unpublished = `max by (service) (outbox_oldest_age_seconds) > ${seconds}`;
  const waiting = `max by (service, consumer) (min_over_time(event_stream_lag[${SEEN_AGAIN}]))`;
  const done = 'sum by (service, consumer) (rate(events_consumed_total{outcome=~"applied|duplicate"}[1m]))';
  return {
    events,
    bad: [
      `group by (service) (${unpublished})`,
      `  or group by (service) (${waiting} > ${seconds} * ${done})`,
      `  or ${events} * 0`,
    ].join('\n'),
  };
}
