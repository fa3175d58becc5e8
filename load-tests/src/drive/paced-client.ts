import type { Client } from 'autocannon';
import { LoadError } from '../load-error.ts';
import type { Schedule } from './schedule.ts';

interface Sender {
  _doRequest: () => void;
}

function isSender(client: object): client is Sender {
  return '_doRequest' in client && typeof client._doRequest === 'function';
}

/**
 * Makes a client send when the schedule says so, and tells `onDue` the moment each request's latency counts from:
 * when it was due if the client was still busy then, else when its timer fired (a timer's own error is not the
 * mesh's). autocannon's own `overallRate` lets every connection send its share of a second in one burst at the
 * top of it, so the client's private sending step is wrapped instead; the version is pinned exactly for that.
 */
export function paceClient(
  client: Client,
  schedule: Schedule,
  onDue: (due: number) => void,
  stopped: AbortSignal,
) {
  if (!isSender(client))
    throw new LoadError('This autocannon cannot be paced: install the pinned version 9.0.0.');
  const send = client._doRequest.bind(client);
  const sendDue = (due: number) => {
    onDue(due);
    send();
  };
  let waiting = false;
  client._doRequest = () => {
    // Asked again by a reconnection while the next request still waits for its moment.
    if (waiting) return;
    const due = schedule.claim();
    const wait = due - performance.now();
    if (wait <= 0) return sendDue(due);
    waiting = true;
    setTimeout(() => {
      waiting = false;
      if (!stopped.aborted) sendDue(performance.now());
    }, wait).unref();
  };
}
