/** A metric, and the labels that a selector or an aggregation beside it asks for. */
export interface Selector {
  metric: string;
  labels: string[];
}

const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
const GROUPING = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/g;
const RANGE = /\[[^\]]*\]/g;
const WORDS_OF_THE_LANGUAGE = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan', 'atan2']);
// A name that no parenthesis follows is no function; the look-aheads keep it whole.
const SELECTOR = /(?<![\w:.])([a-zA-Z_:][\w:]*)(?![\w:])(?!\s*\()\s*(?:\{([^}]*)\})?/g;

/** The selectors in a PromQL expression. promtool says whether it is PromQL at all. */
export function selectorsIn(expr: string): Selector[] {
  const bare = expr.replace(STRING, '""').replace(GROUPING, ' ').replace(RANGE, ' ');
  return [...bare.matchAll(SELECTOR)]
    .filter(([, name = '']) => !WORDS_OF_THE_LANGUAGE.has(name.toLowerCase()))
    .map(([, metric = '', matchers = '']) => ({
      metric,
      labels: [...matchers.matchAll(/([a-zA-Z_]\w*)\s*(?:=~|!~|!=|=)/g)].flatMap(([, label]) => label ?? []),
    }));
}

/** The labels that aggregations and joins of an expression name. */
export function groupingLabelsIn(expr: string): string[] {
  return [...expr.replace(STRING, '""').matchAll(GROUPING)].flatMap(([, labels = '']) =>
    labels
      .split(',')
      .map((label) => label.trim())
      .filter((label) => label !== ''),
  );
}
