export const streamOf = (source: string) => `events:${source}`;

/** Who asked for a replay of `source`. The braces keep it on the stream's node of a Redis Cluster: scripts touch both. */
export const replayRequestsOf = (source: string) => `{events:${source}}:replay`;

export const deadLettersOf = (consumer: string) => `dead:${consumer}`;
