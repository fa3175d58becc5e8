import { spawn } from 'node:child_process';

// The end of its input is the sign that we are gone, however we went: the kernel closes the pipe even after kill -9.
// A line on it means that we cleaned up ourselves. The databases die by the kernel's hand at that same moment.
const SCRIPT = 'read -r _ && exit; for _ in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$1" && exit; sleep 0.2; done';

/**
 * Has a folder removed should this process end without calling the function it returns. In a session of its own, so
 * that Ctrl-C, which reaches every process of the terminal, does not reach the watchdog.
 */
export function removeFolderAfterDeath(folder: string): () => void {
  const watchdog = spawn('sh', ['-c', SCRIPT, 'watchdog', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  return () => watchdog.stdin.end('done\n');
}
