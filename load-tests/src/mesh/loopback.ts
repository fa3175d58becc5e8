import { LoadError } from '../load-error.ts';

const LOOPBACK = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/;

/** The origin of an address on this machine. Throws LoadError for any other: load is not aimed at other people. */
export function loopbackOrigin(address: string): string {
  if (!URL.canParse(address)) throw new LoadError(`"${address}" is not an address of a gateway.`);
  const url = new URL(address);
  if (url.protocol === 'http:' && LOOPBACK.test(url.hostname)) return url.origin;
  throw new LoadError(
    `Load tests only run against this machine's own loopback over http, not against ${url.origin}.`,
  );
}
