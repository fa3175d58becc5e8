import { expect, test } from '@jest/globals';
import { groupingLabelsIn, selectorsIn } from './promql-names.ts';

const namesIn = (expr: string) => selectorsIn(expr).map(({ metric }) => metric);

test.each([
  ['up', ['up']],
  ['rate(a_total[5m])', ['a_total']],
  ['sum by (service, le) (rate(a_bucket{x="1"}[1m]))', ['a_bucket']],
  ['histogram_quantile(0.99, level:a:rate1m)', ['level:a:rate1m']],
  ['a / (b > 0) or a * 0', ['a', 'b', 'a']],
  ['group by (x) (last_over_time(up[10m])) unless on (x) b offset 5m', ['up', 'b']],
  ['a{reason="rate(c)"} == bool 1e3', ['a']],
  ['min_over_time(max(a{b=~"c|d"})[2m:15s]) > +Inf', ['a']],
])('%s asks for %j', (expr, names) => {
  expect(namesIn(expr)).toEqual(names);
});

test('labels are told from values', () => {
  const expr = 'sum by (service) (a{job="x", status=~"5..", le!="+Inf"}) * on (service, pod) b';

  expect(selectorsIn(expr)).toEqual([
    { metric: 'a', labels: ['job', 'status', 'le'] },
    { metric: 'b', labels: [] },
  ]);
  expect(groupingLabelsIn(expr)).toEqual(['service', 'service', 'pod']);
});
