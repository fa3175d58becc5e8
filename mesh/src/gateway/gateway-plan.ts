import type { TlsFiles } from './certificate.ts';

/** `down` in the balancer: a drained replica finishes what it has and gets nothing new. */
export type ReplicaState = 'up' | 'drain';

export interface UpstreamReplica {
  replica: string;
  /** In containers a service's DNS name: every address behind it is one replica. */
  host: string;
  port: number;
  state: ReplicaState;
}

export interface Upstream {
  service: string;
  replicas: readonly UpstreamReplica[];
}

/** Everything the gateway's configuration depends on. All paths are absolute. */
export interface GatewayPlan {
  mode: 'native' | 'container';
  publicHost: string;
  publicPort: number;
  /** The public port speaks TLS with these. */
  tls?: TlsFiles | undefined;
  internalHost: string;
  internalPort: number;
  /** `/stub_status` of Nginx itself, on `internalHost`. */
  statusPort: number;
  /** Addresses or CIDR blocks that no rate limit counts. */
  trustedAddresses: readonly string[];
  /** Origins of other sites whose pages may call the API, such as `https://shop.example`. */
  corsOrigins: readonly string[];
  /** What `/` serves: the built app. */
  webRoot: string;
  /** Our own pages around Swagger UI: nginx/www/docs. */
  docsRoot: string;
  /** The files of the npm package swagger-ui-dist. */
  swaggerRoot: string;
  /** Pid file, temporary files and cache; private to this gateway, and it must exist when Nginx starts. */
  runDir: string;
  /** Account of the workers: needed when Nginx is started by root, or else Debian's `www-data` cannot read a private folder. */
  user?: string;
  errorLogPath: string;
  accessLogPath: string;
  /** DNS server of the container network, such as Docker's 127.0.0.11; required in container mode only. */
  resolver?: string;
  upstreams: readonly Upstream[];
}
