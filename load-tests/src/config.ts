/** The environment the person typed the command in; nothing else here reads it. */
export const environment = (): NodeJS.ProcessEnv => process.env;
