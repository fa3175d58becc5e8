const SCHEMA_DDL = /^(create|alter|drop|rename|table$)/;
const RAW_DDL = /^\s*(create|alter|drop|rename|truncate)\b/i;

type Chain = Record<string | symbol, unknown>;

/**
 * A stand-in for knex that runs a migration without a database and counts the changes of structure it asks for. A
 * createTable with its indexes counts as one, though knex sends several statements: that is near enough to keep two
 * tables out of one file.
 */
export function schemaRecorder(): { knex: unknown; changes: string[] } {
  const changes: string[] = [];
  const raw = (sql: unknown) => {
    const text = String(sql);
    if (RAW_DDL.test(text)) changes.push(text.trim().replaceAll(/\s+/g, ' ').slice(0, 60));
  };
  const schema = chain((method, [subject]) => {
    if (method === 'raw') raw(subject);
    else if (SCHEMA_DDL.test(method)) changes.push(`${method} ${String(subject)}`);
  });
  const query = chain((method, [subject]) => {
    if (method === 'raw') raw(subject);
  });
  const knex = new Proxy(() => query, {
    get: (_, property) => (property === 'schema' ? schema : query[property]),
  });
  return { knex, changes };
}

// Every method answers the same chain, and awaiting it ends it with an empty result.
function chain(onCall: (method: string, args: unknown[]) => void): Chain {
  const link: Chain = new Proxy<Chain>(
    {},
    {
      get: (_, property) => {
        if (property === 'then') return (resolve: (rows: unknown[]) => void) => resolve([]);
        return (...args: unknown[]) => {
          onCall(String(property), args);
          return link;
        };
      },
    },
  );
  return link;
}
