import { expect, test } from '@jest/globals';
import { openScreen } from './screen.ts';

/** Understands as much of a terminal as the screen uses: newlines, "n lines up" and "erase below". */
function fakeTerminal(columns: number, rows: number) {
  const ESCAPE = String.fromCodePoint(27);
  let lines: string[] = [''];
  const write = (text: string) => {
    const [before = '', ...commands] = text.split(`${ESCAPE}[`);
    append(before);
    for (const command of commands) {
      const [, count, name, rest = ''] = /^(\d*)([AJ])([^]*)$/.exec(command) ?? [];
      if (name === 'A') lines = [...lines.slice(0, lines.length - 1 - Number(count)), ''];
      append(rest);
    }
  };
  const append = (text: string) => {
    const [end = '', ...more] = text.split('\n');
    lines = [...lines.slice(0, -1), `${lines.at(-1)}${end}`, ...more];
  };
  return { columns, rows, write, shown: () => lines.slice(0, -1) };
}

test('a drawing replaces the one before', () => {
  const terminal = fakeTerminal(80, 24);
  const screen = openScreen(terminal);

  screen.draw(['one', 'two', 'three']);
  screen.draw(['four']);

  expect(terminal.shown()).toEqual(['four']);
});

test('a printed line stays above what is redrawn', () => {
  const terminal = fakeTerminal(80, 24);
  const screen = openScreen(terminal);

  screen.draw(['table']);
  screen.print('stock-1 is ready');
  screen.draw(['new table']);

  expect(terminal.shown()).toEqual(['stock-1 is ready', 'new table']);
});

test('an empty drawing takes the last one away', () => {
  const terminal = fakeTerminal(80, 24);
  const screen = openScreen(terminal);

  screen.draw(['table']);
  screen.print('bye');
  screen.draw([]);

  expect(terminal.shown()).toEqual(['bye']);
});

test('nothing is wider or taller than the terminal', () => {
  const terminal = fakeTerminal(10, 6);
  const screen = openScreen(terminal);

  screen.draw(Array.from({ length: 20 }, (_, index) => `line ${index} is long`));

  expect(terminal.shown()).toEqual(['line 0 is', 'line 1 is', 'line 2 is', '… and 17 ']);
});
