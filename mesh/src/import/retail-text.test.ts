import { expect, test } from '@jest/globals';
import { isClerkNote } from './clerk-note.ts';
import { titleCase } from './title-case.ts';

test.each([
  '?',
  'check',
  'damaged',
  'DAMAGED',
  'Found',
  'MIA',
  'wet/rusty',
  '? sold as sets?',
  'thrown away',
  'POSSIBLE DAMAGES OR LOST?',
  'incorrectly credited C550456 see 47',
  'SAMPLES',
  '--',
])('"%s" is a note about stock', (description) => {
  expect(isClerkNote(description)).toBe(true);
});

test.each([
  'BAKING MOULD CHOCOLATE CUPCAKES',
  'WIRE DISPLAY CABINET',
  'CHECKED TABLE CLOTH',
  'BAG 125g SWIRLY MARBLES',
  "Dad's Cab Electronic Meter",
  'RUSTIC MIRROR',
  'Checked Shirt',
  'LOST AND FOUND BOX',
])('"%s" is a product', (description) => {
  expect(isClerkNote(description)).toBe(false);
});

test.each([
  ['WHITE HANGING HEART T-LIGHT HOLDER', 'White Hanging Heart T-Light Holder'],
  ['HAND WARMER UNION JACK.', 'Hand Warmer Union Jack'],
  ['*USB Office Mirror Ball', 'USB Office Mirror Ball'],
  ["DOLLY'S BOX OF 6 SWEETS", "Dolly's Box of 6 Sweets"],
  ['FOLK ART GREETING CARD,pack/12', 'Folk Art Greeting Card, Pack/12'],
  ['POLYESTER FILLER PAD 40x40cm', 'Polyester Filler Pad 40x40cm'],
  ['THE KING GIFT BAG', 'The King Gift Bag'],
])('%s reads %s on the shelf', (description, name) => {
  expect(titleCase(description)).toBe(name);
});
