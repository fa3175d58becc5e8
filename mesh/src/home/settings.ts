import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WebhookSource } from '../../../monitoring/alertmanager/configuration.ts';
import type { TlsFiles } from '../gateway/certificate.ts';
import { listIn, refuseNonsense } from './check-settings.ts';
import { locationsOf, type Locations } from './locations.ts';

/** What the operator decided through the environment. */
export interface Settings {
  /** Address the gateway listens on; everything else stays on loopback whatever it is. */
  gatewayHost: string;
  gatewayPort: number;
  /** What the gateway speaks TLS with; undefined: it speaks HTTP. */
  tls: TlsFiles | undefined;
  /** Addresses or CIDR blocks whose requests no rate limit counts. */
  trustedAddresses: string[];
  /** Web origins of other sites that may call the API. */
  corsOrigins: string[];
  locations: Locations;
  /** Folder the command was typed in: npm itself moves to the root. */
  typedIn: string;
  logLevel: string;
  /** The terminal, if there is one, only prints line after line (TERM=dumb, as inside an editor). */
  dumbTerminal: boolean;
  /** Where the address is found that Alertmanager posts to what fires. */
  alertWebhook: WebhookSource;
  traces: TraceSettings;
}

export interface TraceSettings {
  /** Share of the traces that are kept whatever becomes of them, 0 to 1; null when none is. */
  sampleRatio: number | null;
  /** A collector that takes OTLP over HTTP gets the spans too. */
  otlpEndpoint: string | undefined;
}

const DEFAULT_PORT = 8080;
const DEFAULT_SAMPLE_RATIO = 0.01;

/** Reads the variables that mesh/README.md lists. Throws MeshError with every one that makes no sense. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  refuseNonsense(env);
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
  const typedIn = env['INIT_CWD'] ?? process.cwd();
  const webhookFile = env['ALERT_WEBHOOK_URL_FILE'];
  return {
    gatewayHost: env['COMPTOIR_HOST'] || '127.0.0.1',
    gatewayPort: Number(env['COMPTOIR_PORT'] || DEFAULT_PORT),
    tls: readTls(env, typedIn),
    trustedAddresses: listIn(env['COMPTOIR_TRUSTED_ADDRESSES'] ?? '127.0.0.0/8,::1'),
    corsOrigins: listIn(env['COMPTOIR_CORS_ORIGINS'] ?? ''),
    locations: locationsOf({
      root,
      home: path.resolve(typedIn, env['COMPTOIR_HOME'] || path.join(root, '.comptoir')),
    }),
    typedIn,
    dumbTerminal: env['TERM'] === 'dumb',
    logLevel: env['COMPTOIR_LOG_LEVEL'] || 'info',
    traces: {
      sampleRatio: readRatio(env['COMPTOIR_TRACE_SAMPLE_RATIO']),
      otlpEndpoint: env['COMPTOIR_OTLP_ENDPOINT'] || undefined,
    },
    alertWebhook: {
      url: env['ALERT_WEBHOOK_URL'] ?? '',
      file: webhookFile ? path.resolve(typedIn, webhookFile) : '',
    },
  };
}

function readTls(env: NodeJS.ProcessEnv, typedIn: string): TlsFiles | undefined {
  const [certificate, key] = [env['COMPTOIR_TLS_CERTIFICATE'], env['COMPTOIR_TLS_KEY']];
  if (!certificate || !key) return undefined;
  return { certificate: path.resolve(typedIn, certificate), key: path.resolve(typedIn, key) };
}

function readRatio(text: string | undefined): number | null {
  return text === 'off' ? null : Number(text || DEFAULT_SAMPLE_RATIO);
}
