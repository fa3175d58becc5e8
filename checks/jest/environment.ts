import type { JestEnvironment, JestEnvironmentConfig } from '@jest/environment';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';
import { keepProperties } from './keep-properties.ts';

/** The process as it is (ADR 22). What a test file changed of its globals and its environment variables ends with the file. */
class NativeEnvironment implements JestEnvironment {
  readonly global = globalThis as JestEnvironment['global'];
  readonly moduleMocker = new ModuleMocker(globalThis);
  readonly fakeTimers = null;
  readonly fakeTimersModern: ModernFakeTimers;
  readonly #restore = [keepProperties(globalThis), keepProperties(process.env)];
  readonly #exit = process.exit;

  constructor({ projectConfig }: JestEnvironmentConfig) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup(): Promise<void> {
    // Jest looks for source maps in each stack; Node's own stripping needs none.
    Reflect.deleteProperty(Error, 'prepareStackTrace');
  }

  /** Jest shows paths in the project's terms, and a file's source beside its error, but not of a URL. */
  handleTestEvent(event: { name: string; error?: unknown }): void {
    if (event.error instanceof Error && event.error.stack) {
      event.error.stack = event.error.stack.replaceAll('file://', '');
    }
  }

  async teardown(): Promise<void> {
    this.fakeTimersModern.dispose();
    for (const restore of this.#restore) restore();
    // Jest wraps it for every file.
    process.exit = this.#exit;
  }

  /** Nothing is run in a context of `node:vm`. */
  getVmContext(): null {
    return null;
  }
}

export { NativeEnvironment as 'module.exports' };
