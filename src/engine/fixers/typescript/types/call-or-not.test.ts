import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { callOrNot } from './call-or-not';

test.each([
  ['export const none = (rows: string[]) => rows.length() === 0;\n', 'rows.length === 0'],
  ['export const first = (rows: string[]) => rows(0);\n', 'rows[0]'],
  ["export const price = (prices: Map<string, number>) => prices('tea');\n", "prices.get('tea')"],
])('%j', (text, part) => {
  expect(bestScript(callOrNot, text)).toContain(part);
});

test.each(['const n = 3;\nexport const m = n(4);\n', 'declare const user: { name: string };\nexport const f: number = user.name();\n'])(
  'not: %j',
  (text) => {
    expect(bestScript(callOrNot, text, { code: 2349 })).toBeUndefined();
  },
);
