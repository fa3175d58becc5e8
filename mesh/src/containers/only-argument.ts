const EXIT_USAGE = 64;

/** The one argument these programs take; ends the process with one sentence when it is missing. */
export function onlyArgument(what: string): string {
  const [argument] = process.argv.slice(2);
  if (argument !== undefined) return argument;
  process.stderr.write(`Say ${what}, as the only argument.\n`);
  process.exit(EXIT_USAGE);
}
