import { expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Text, Texts } from './language.ts';

const source = join(import.meta.dirname, '..');
const files = (pattern: string) => globSync(join(source, pattern)).toSorted();

async function allTexts(): Promise<[string, Text][]> {
  const found: [string, Text][] = [];
  for (const file of files('**/*texts.ts')) {
    const exported = (await import(file)) as Record<string, Texts>;
    for (const [group, texts] of Object.entries(exported)) {
      for (const [name, text] of Object.entries(texts))
        found.push([`${relative(source, file)} ${group}.${name}`, text]);
    }
  }
  return found;
}

const placesIn = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

test('every text is there in both languages, and fills in the same values', async () => {
  const texts = await allTexts();
  const faults = texts.filter(
    ([, { fr, en }]) => fr.trim() === '' || en.trim() === '' || String(placesIn(fr)) !== String(placesIn(en)),
  );

  expect(texts.length).toBeGreaterThan(200);
  expect(faults.map(([name]) => name)).toEqual([]);
});

test('French has the apostrophe of print', async () => {
  const faults = (await allTexts()).filter(([, { fr }]) => fr.includes("'"));

  expect(faults.map(([name]) => name)).toEqual([]);
});

test('no screen says anything that is not in the texts', () => {
  const spoken =
    /(?:>|(?:aria-label|title|alt|placeholder)=")\s*([^<>{}"=();]*\p{L}{2,}[^<>{}"=();]*)(?:<\/|")/gu;
  const known = new Set(['Comptoir', 'SQL', 'Ctrl P', 'Esc', 'Del', 'F2', 'F4', 'F7', 'F8', 'F9']);
  const faults = files('**/*.tsx').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(spoken)]
      .map(([, words = '']) => words.trim())
      .filter((words) => !known.has(words))
      .map((words) => `${relative(source, file)}: ${words}`),
  );

  expect(faults).toEqual([]);
});
