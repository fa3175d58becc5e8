/** Series one process may have: Prometheus keeps each of them for every replica there ever was. */
export const SERIES_BUDGET = 1500;

const FAMILY = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/gm;
const SERIES = /^([a-zA-Z_:][\w:]*)(?:\{[^}]*\})? \S+/gm;
// A service may have no line, no cache, call nobody and hear no event; what it has of these is known when it starts.
const MAY_BE_EMPTY = /^(?:bounded_|cache_|http_client_|circuit_breaker_|events_(?:consumed|lost)|event_)/;

/** What is wrong with the metrics of a process that has just started: too many series, or a family without any (lesson 26). */
export function seriesProblems(text: string): string[] {
  const series = [...text.matchAll(SERIES)].map(([, name = '']) => name);
  const there = new Set(series.map((name) => name.replace(/_(?:bucket|sum|count|total)$/, '')));
  const empty = [...text.matchAll(FAMILY)]
    .map(([, name = '']) => name)
    .filter(
      (name) => !there.has(name.replace(/_total$/, '')) && !series.includes(name) && !MAY_BE_EMPTY.test(name),
    );
  return [
    ...(series.length > SERIES_BUDGET ? [`has ${series.length} series, more than ${SERIES_BUDGET}`] : []),
    ...empty.map((name) => `has no series of ${name} yet`),
  ];
}
