const ROUTINE =
  /^(?:|[A-Za-z][a-z.-]{0,39}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|\d{1,13})$/;
const LITERAL = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"/gs;

/** A path without what a client may have put into it: words, ids and barcodes of ours stay, anything else may be a secret. */
export function quietPath(path: string): string {
  const [address = ''] = path.split('?');
  return address
    .split('/')
    .map((segment) => (ROUTINE.test(segment) ? segment : '*'))
    .join('/');
}

/** A statement without its texts: mysql2 tells of `query` with the values put in, of `execute` with placeholders. */
export function quietSql(statement: string): string {
  return statement.replaceAll(LITERAL, '?');
}
