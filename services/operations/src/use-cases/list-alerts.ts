import type { AlertList } from '@comptoir/contracts/http/operations';
import type { Alert } from '../domain/signal.ts';
import type { Signals, Work } from './ports.ts';

/** What a person should hear of now: firing first, the oldest first. */
export async function listAlerts(signals: Signals, work: Work): Promise<AlertList> {
  const alerts = await signals.alerts(work);
  return {
    items: alerts
      .toSorted(
        (one, other) =>
          Number(one.state === 'pending') - Number(other.state === 'pending') ||
          one.since.getTime() - other.since.getTime(),
      )
      .map(shownAlert),
  };
}

function shownAlert({ state, since, labels, annotations }: Alert): AlertList['items'][number] {
  const { alertname = '', severity = '', ...rest } = labels;
  const runbook = annotations['runbook'] ?? annotations['runbook_url'];
  return {
    name: alertname,
    state,
    severity,
    since: since.toISOString(),
    summary: annotations['summary'] ?? alertname,
    description: annotations['description'] ?? '',
    ...(runbook === undefined ? {} : { runbook }),
    labels: rest,
  };
}
