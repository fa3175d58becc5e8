export interface Process {
  service: string;
  replica?: number;
}

/** What is broken, and what must be heard of it. Processes are named as `status` names them. */
export interface Fire {
  name: string;
  /** Stopped with SIGSTOP: it is there and does not answer, the hardest thing to notice. */
  hang?: readonly Process[];
  /** Ended with SIGKILL each time it is there again, so often. */
  kill?: Process & { times: number };
  expect: readonly { labels: Record<string, string>; withinSeconds: number }[];
  /** What must not be heard: the alert knows better. */
  never?: readonly Record<string, string>[];
  /** After mending, when it takes longer than usual. */
  overWithinSeconds?: number;
  /** A breaker that opens meanwhile and closes afterwards. */
  breaker?: { service: string; dependency: string };
}

const alert = (alertname: string, withinSeconds: number, labels: Record<string, string> = {}) => ({
  labels: { alertname, ...labels },
  withinSeconds,
});

// Times are the rule's `for`, the scrape before it, and the grouping after it (30 s for a ticket, 5 s for a page).
export const fires: readonly Fire[] = [
  {
    name: 'replica-hangs',
    hang: [{ service: 'stock', replica: 2 }, { service: 'redis-cache' }, { service: 'mariadb-exporter' }],
    expect: [
      alert('ReplicaDown', 150, { service: 'stock', replica: '2' }),
      alert('CacheDown', 100, { service: 'redis-cache' }),
      alert('NotWatched', 140, { service: 'mariadb' }),
    ],
    never: [{ alertname: 'ServiceDown' }, { alertname: 'EngineDown' }, { alertname: 'GatewayDown' }],
  },
  {
    name: 'replica-killed',
    kill: { service: 'stock', replica: 1, times: 4 },
    expect: [alert('KeepsEnding', 100, { process: 'stock', replica: '1' })],
    never: [{ alertname: 'ServiceDown' }, { alertname: 'KeepsEnding', process: 'sale' }],
    // The rule looks back three minutes.
    overWithinSeconds: 260,
  },
  {
    name: 'payment-hangs',
    hang: [{ service: 'payment' }],
    expect: [
      alert('ServiceDown', 60, { service: 'payment' }),
      alert('BreakerOpen', 120, { service: 'sale', dependency: 'payment' }),
    ],
    never: [{ alertname: 'EngineDown' }, { alertname: 'ServiceDown', service: 'sale' }],
    breaker: { service: 'sale', dependency: 'payment' },
  },
  {
    name: 'redis-data-hangs',
    hang: [{ service: 'redis-data' }],
    expect: [
      alert('EngineDown', 70, { service: 'redis-data' }),
      // The relay cannot publish: the oldest event grows older than 30 s, for 30 s.
      alert('OutboxStuck', 150, { service: 'sale' }),
    ],
    never: [{ alertname: 'GatewayDown' }, { alertname: 'EngineDown', service: 'mariadb' }],
  },
  {
    name: 'mariadb-hangs',
    hang: [{ service: 'mariadb' }],
    expect: [alert('EngineDown', 70, { service: 'mariadb' })],
    never: [{ alertname: 'GatewayDown' }, { alertname: 'EngineDown', service: 'redis-data' }],
  },
  {
    name: 'gateway-hangs',
    hang: [{ service: 'nginx' }],
    expect: [alert('GatewayDown', 70, { service: 'nginx' })],
    never: [{ alertname: 'EngineDown' }],
  },
];
