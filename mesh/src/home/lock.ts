import { createServer } from 'node:net';
import { realpathSync } from 'node:fs';
import { homeDigest } from './locations.ts';

/**
 * Claims a home for this process; answers false when another holds it. The claim is a socket in Linux's abstract
 * namespace: the kernel gives it to one process only and takes it back the moment that process is gone, even by
 * kill -9, which no lock file can promise.
 */
export function claimHome(home: string): Promise<boolean> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen(`\0comptoir-${homeDigest(realpathSync(home))}`, () => {
      // The claim must not keep a finished process alive.
      server.unref();
      resolve(true);
    });
  });
}
