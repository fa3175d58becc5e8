/** MariaDB's max_connections. */
export const maxConnections = 300;

/** Connections one replica may open. */
export const poolPerReplica = 8;

// For migrations, readiness checks, an operator's console, and the second process of a replica that hands over.
const RESERVED = 36;

/** How many replicas with a database there may be: the sum of their pools stays below max_connections (lesson 18). */
export const mostDatabaseReplicas = Math.floor((maxConnections - RESERVED) / poolPerReplica);
