import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export interface Answered {
  status: number;
  body: string;
  /** Every value of a header, so that one sent twice is seen twice. */
  all(name: string): string[];
  header(name: string): string | undefined;
  /** The body, which must be a problem. */
  problem(): unknown;
}

/** One request on a connection of its own, with the path exactly as given: `fetch` would clean it. */
export async function ask(url: string, path: string, asked: Asked = {}): Promise<Answered> {
  const { method = 'GET', headers = {}, body } = asked;
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(url, { path, method, headers, agent: false }, resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
  return answered(incoming, await text(incoming));
}

function answered(incoming: IncomingMessage, body: string): Answered {
  const all = (name: string) => incoming.headersDistinct[name.toLowerCase()] ?? [];
  return {
    status: incoming.statusCode ?? 0,
    body,
    all,
    header: (name) => all(name)[0],
    problem: () => {
      if (all('Content-Type')[0] !== 'application/problem+json') throw new Error(`not a problem: ${body}`);
      return JSON.parse(body);
    },
  };
}
