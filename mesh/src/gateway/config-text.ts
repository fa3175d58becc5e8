import { isIP } from 'node:net';

/**
 * A value that will stand between double quotes in Nginx's configuration. Throws when it could leave the quotes or
 * would be read as a variable.
 */
export function quotable(what: string, value: string): string {
  if (/["\\$\p{Cc}]/u.test(value)) throw new Error(`${what} has a character Nginx cannot take: ${value}`);
  return value;
}

/** `host:port` for a `listen` or a `server` line, with the brackets of IPv6. Throws when the host is neither name nor address. */
export function hostAndPort(host: string, port: number): string {
  if (isIP(host) === 6) return `[${host}]:${port}`;
  if (!/^[A-Za-z0-9.-]+$/.test(host)) throw new Error(`not a host name or address: ${host}`);
  return `${host}:${port}`;
}

/** An address or a CIDR block. Throws when it is neither. */
export function addressBlock(block: string): string {
  const [address = '', bits, ...rest] = block.split('/');
  const family = isIP(address);
  const validBits =
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32));
  if (family === 0 || !validBits || rest.length > 0)
    throw new Error(`not an address or CIDR block: ${block}`);
  return block;
}

/** An origin as a browser sends it: scheme, host, optional port, nothing after. Throws when it is anything else. */
export function webOrigin(origin: string): string {
  if (URL.canParse(origin) && new URL(origin).origin === origin) return origin;
  throw new Error(`not a web origin: ${origin}`);
}

/** A service name is also an Nginx group, a path segment and a DNS name. Throws when it cannot be all of them. */
export function serviceName(name: string): string {
  if (/^[a-z][a-z0-9-]*$/.test(name)) return name;
  throw new Error(`not a service name: ${name}`);
}

/** Replaces every `${COMPTOIR_…}`; Nginx's own `$variables` stay. Throws on a name that has no value. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\$\{(COMPTOIR_[A-Z_]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`a template asks for ${name}, which nobody provides`);
    return value;
  });
}
