import { addressBlock, hostAndPort, webOrigin } from '../gateway/config-text.ts';
import { MeshError } from '../mesh-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

interface Rule {
  mustBe: string;
  fits(text: string): boolean;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

const rules: Readonly<Record<string, Rule>> = {
  COMPTOIR_PORT: {
    mustBe: 'a port number between 1 and 65535',
    fits: (text) => Number.isInteger(Number(text)) && Number(text) >= 1 && Number(text) <= 65_535,
  },
  COMPTOIR_HOST: { mustBe: 'an address or a host name', fits: takenBy((host) => hostAndPort(host, 80)) },
  COMPTOIR_LOG_LEVEL: {
    mustBe: `one of ${LOG_LEVELS.join(', ')}`,
    fits: (text) => LOG_LEVELS.includes(text),
  },
  COMPTOIR_TRACE_SAMPLE_RATIO: {
    mustBe: 'a number between 0 and 1, or off',
    fits: (text) => text === 'off' || (Number(text) >= 0 && Number(text) <= 1),
  },
  COMPTOIR_OTLP_ENDPOINT: {
    mustBe: 'an http address',
    fits: (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
  },
  COMPTOIR_TRUSTED_ADDRESSES: {
    mustBe: 'addresses or CIDR blocks, like 10.0.0.0/8',
    fits: (text) => listIn(text).every(takenBy(addressBlock)),
  },
  COMPTOIR_CORS_ORIGINS: {
    mustBe: 'web origins, like https://shop.example',
    fits: (text) => listIn(text).every(takenBy(webOrigin)),
  },
};

/** Throws MeshError that names every variable which makes no sense, all at once. */
export function refuseNonsense(env: Environment): void {
  const problems = Object.entries(rules).flatMap(([name, { mustBe, fits }]) => {
    const text = env[name];
    return text && !fits(text) ? [`${name} must be ${mustBe}, not "${text}".`] : [];
  });
  if (!env['COMPTOIR_TLS_CERTIFICATE'] !== !env['COMPTOIR_TLS_KEY'])
    problems.push('COMPTOIR_TLS_CERTIFICATE and COMPTOIR_TLS_KEY go together: set both or none.');
  if (problems.length > 0) throw new MeshError(problems.join('\n'));
}

/** The items of a list that is separated by commas or blanks. */
export function listIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((item) => item !== '');
}

function takenBy(parse: (text: string) => unknown): (text: string) => boolean {
  return (text) => {
    try {
      parse(text);
      return true;
    } catch {
      return false;
    }
  };
}
