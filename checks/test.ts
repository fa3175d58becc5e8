import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { EngineError, ensurePackages, meshBinaries } from '@comptoir/mesh/engines';

const root = join(import.meta.dirname, '..');

/** Installs the engines and the browser the tests need, then runs Jest with the arguments given. Resolves with its exit code. */
export async function runTests(args: string[]): Promise<number> {
  try {
    await ensurePackages({
      binaries: [...meshBinaries, 'chromium-headless-shell'],
      log: (line) => process.stderr.write(`${line}\n`),
    });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
  const jest = spawn(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  // A terminal sends Ctrl-C to Jest by itself. Ending before Jest does would leave it alone with the terminal.
  process.on('SIGINT', () => !process.stdin.isTTY && jest.kill('SIGINT'));
  process.on('SIGTERM', () => jest.kill('SIGTERM'));
  return new Promise((resolve) => jest.once('close', (code) => resolve(code ?? 1)));
}

if (import.meta.main) process.exitCode = await runTests(process.argv.slice(2));
