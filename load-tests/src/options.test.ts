import { expect, test } from '@jest/globals';
import { parseOptions } from './options.ts';

const parse = (argv: string[], env: Record<string, string> = {}) => parseOptions(argv, env, '/repo');

test('a scenario alone runs 30 seconds against the mesh of the repository', () => {
  expect(parse(['checkout'])).toEqual({
    scenario: 'checkout',
    durationSeconds: 30,
    warmUpSeconds: 20,
    connections: undefined,
    rate: undefined,
    home: '/repo/.comptoir',
    jsonFile: undefined,
    machineOnly: false,
  });
});

test('paths start where the person typed the command', () => {
  const options = parse(['browse', '--json', 'out.json', '--home', 'mine'], { INIT_CWD: '/people/ana' });

  expect(options).toMatchObject({ jsonFile: '/people/ana/out.json', home: '/people/ana/mine' });
  expect(parse(['browse'], { COMPTOIR_HOME: '/srv/mesh' }).home).toBe('/srv/mesh');
});

test.each([
  [['browse', '--duration', '0'], '--duration wants a whole number of seconds from 1 to 600, not "0".'],
  [['browse', '--connections', '100000'], '--connections wants a whole number of sockets from 1 to 512'],
  [['browse', '--warm-up', '-1'], '--warm-up'],
  [['browse', '--rate', 'fast'], '--rate wants a whole number of requests per second'],
  [['browse', '--speed', '9'], "Unknown option '--speed'"],
  [[], 'One scenario, please.'],
  [['browse', 'stock'], 'One scenario, please.'],
])('%j is refused in one sentence', (argv, sentence) => {
  expect(() => parse(argv)).toThrow(sentence);
});
