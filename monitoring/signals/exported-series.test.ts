import { expect, test } from '@jest/globals';
import { SERIES_BUDGET, seriesProblems } from './exported-series.ts';

const text = `
# TYPE sales_completed_total counter
sales_completed_total 0
# TYPE http_server_request_duration_seconds histogram
http_server_request_duration_seconds_bucket{le="0.1",route="/"} 0 # {trace_id="1"} 0.05 1700000000
http_server_request_duration_seconds_sum{route="/"} 0
http_server_request_duration_seconds_count{route="/"} 0
`;

test('a process whose metrics all exist at zero has no problem', () => {
  expect(seriesProblems(text)).toEqual([]);
  // As OpenMetrics writes it: the family of a counter has no suffix.
  expect(seriesProblems(text.replace('TYPE sales_completed_total', 'TYPE sales_completed'))).toEqual([]);
});

test('a family that nobody has made a series of is named', () => {
  expect(seriesProblems(`${text}# TYPE logins_total counter\n`)).toEqual([
    'has no series of logins_total yet',
  ]);
});

test('more series than the budget allows are counted', () => {
  const many = Array.from({ length: SERIES_BUDGET }, (_, index) => `a{id="${index}"} 0`).join('\n');

  expect(seriesProblems(`${text}${many}\n`)).toEqual([`has ${SERIES_BUDGET + 4} series, more than 1500`]);
});
