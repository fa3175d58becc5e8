const requests = 'http_server_request_duration_seconds';
const each = 'service, replica';

/** What a picture of the mesh asks Prometheus, all at once. */
export const meshQueries = {
  // Of what has an exporter, that it answers says only that the exporter does.
  up: 'up{job!~"nginx|mariadb|redis"} or nginx_up or mysql_up or redis_up',
  // A container that died is not in the list of targets any more: its service is still shown, without replicas.
  services: 'group by (service) (last_over_time(up{job="comptoir"}[10m]))',
  requests: `sum by (${each}) (rate(${requests}_count{job="comptoir"}[1m]))`,
  errors: `sum by (${each}) (rate(${requests}_count{job="comptoir", status="5xx"}[1m]))`,
  p99: `histogram_quantile(0.99, sum by (${each}, le) (rate(${requests}_bucket{job="comptoir"}[1m])))`,
  eventLoop: 'nodejs_eventloop_utilization{job="comptoir"}',
  memory: 'process_resident_memory_bytes{job="comptoir"}',
  breakers: 'circuit_breaker_state{job="comptoir"}',
  connections: 'nginx_connections_active',
  processUp: 'mesh_process_up',
  processReady: 'mesh_process_ready',
  processRestarts: 'mesh_process_restarts_total',
  processMemory: 'mesh_process_resident_bytes',
} as const;

export type MeshQuery = keyof typeof meshQueries;
