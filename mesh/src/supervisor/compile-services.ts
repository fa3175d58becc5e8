import { flushCompileCache } from 'node:module';

/**
 * A program of its own: loads what it is given, the main.ts of services mostly, so that its compiled form is in Node's
 * compile cache before a dozen processes need it. Without an environment a service ends at its configuration, the first
 * thing it does; here that end is only an exception, and the next one is loaded.
 */
const exit = process.exit.bind(process);
process.exit = () => {
  throw new Error('loaded far enough');
};
for (const main of process.argv.slice(2)) await import(main).catch(() => undefined);
flushCompileCache();
exit(0);
