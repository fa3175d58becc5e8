import type { Secrets } from '../home/secrets.ts';
import type { Settings } from '../home/settings.ts';
import type { StateStore } from '../home/state-store.ts';
import type { ServiceFolder } from '../plan/service-list.ts';
import type { PortBook } from '../ports/port-book.ts';
import type { Fleet } from './fleet.ts';
import type { Gateway } from './gateway.ts';
import type { Migrations } from './migrations.ts';
import type { Report } from './report.ts';

/** Ports of what is there once. */
export interface FixedPorts {
  mariadb: number;
  redisCache: number;
  redisData: number;
  gatewayInternal: number;
  gatewayStatus: number;
  prometheus: number;
  alertmanager: number;
  mariadbExporter: number;
  redisExporter: number;
  nginxExporter: number;
  /** The launcher's own metrics. */
  launcher: number;
}

/** Everything the parts of the supervisor work with. */
export interface Mesh {
  settings: Settings;
  services: readonly ServiceFolder[];
  secrets: Secrets;
  state: StateStore;
  ports: PortBook;
  fixedPorts: FixedPorts;
  fleet: Fleet;
  gateway: Gateway;
  migrations: Migrations;
  report: Report;
}

export async function claimFixedPorts(ports: PortBook): Promise<FixedPorts> {
  return {
    mariadb: await ports.portFor('mariadb'),
    redisCache: await ports.portFor('redis-cache'),
    redisData: await ports.portFor('redis-data'),
    gatewayInternal: await ports.portFor('gateway-internal'),
    gatewayStatus: await ports.portFor('gateway-status'),
    prometheus: await ports.portFor('prometheus'),
    alertmanager: await ports.portFor('alertmanager'),
    mariadbExporter: await ports.portFor('mariadb-exporter'),
    redisExporter: await ports.portFor('redis-exporter'),
    nginxExporter: await ports.portFor('nginx-exporter'),
    launcher: await ports.portFor('launcher'),
  };
}
