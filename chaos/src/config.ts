/** The folder the command was typed in; npm itself moves to the root. Nothing else here reads the environment. */
export const typedIn = (): string => process.env['INIT_CWD'] ?? process.cwd();
