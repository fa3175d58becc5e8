import { expect, test } from '@jest/globals';
import { panelDefinition } from '@comptoir/contracts/http/operations';
import { expressionFor, isPerService, panels } from './panels.ts';

test.each(panels.map((panel) => [panel.id, panel] as const))('%s is what the contract says', (id, panel) => {
  expect(panelDefinition.strict().safeParse(panel).error).toBeUndefined();
  expect(id).toMatch(/^[a-z][a-z0-9-]{0,59}$/);
});

test('no two panels have the same name', () => {
  const ids = panels.map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
});

test('every panel has words in both languages, and they are not the same text', () => {
  const careless = panels.filter(
    ({ description: { fr, en }, title }) =>
      fr === '' || en === '' || fr === en || title.fr === '' || title.en === '',
  );

  expect(careless.map(({ id }) => id)).toEqual([]);
});

test('a rate looks back as far as whoever asks says, never as far as somebody once typed', () => {
  const typed = panels.filter(({ series }) => series.some(({ expr }) => /\[\d/.test(expr)));

  expect(typed.map(({ id }) => id)).toEqual([]);
});

test('an expression is asked for all, or for one', () => {
  const expr = 'rate(a{service=~"$service", replica=~"$replica"}[$window])';

  expect(expressionFor(expr, { window: '60s' })).toBe('rate(a{service=~".*", replica=~".*"}[60s])');
  expect(expressionFor(expr, { service: 'stock', replica: '2', window: '1m' })).toBe(
    'rate(a{service=~"stock", replica=~"2"}[1m])',
  );
  // Grafana's own variables begin with the sign that replacements treat in a special way.
  expect(expressionFor('$window $service', { service: '$&', window: '$__rate_interval' })).toBe(
    '$__rate_interval $&',
  );
});

test('every panel of one service asks about nothing but that service', () => {
  const service = panels.filter(({ group }) => group === 'service');

  expect(service.length).toBeGreaterThan(15);
  expect(service.filter((panel) => !isPerService(panel))).toEqual([]);
  for (const { series } of service) {
    for (const { expr } of series) {
      expect(expr.match(/\{/g)?.length).toBe(expr.match(/service=~"\$service"/g)?.length);
    }
  }
});
