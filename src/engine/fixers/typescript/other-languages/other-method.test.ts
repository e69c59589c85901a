import { describe, expect, test } from 'vitest';
import { bestScript, mendScript } from '../../../../../test/unit/mend-script';
import { otherMethod } from './other-method';

describe('typescript/other-method', () => {
  test.each([
    ['names.append("a");', 'names.push("a");'],
    ['names.size;', 'names.length;'],
    ['names.size();', 'names.length;'],
    ['names.each((n) => n.length);', 'names.forEach((n) => n.length);'],
    ['names.contains("a");', 'names.includes("a");'],
    ['seen.contains("a");', 'seen.has("a");'],
    ['seen.append("a");', 'seen.add("a");'],
    ['seen.length;', 'seen.size;'],
    ['text.lower();', 'text.toLowerCase();'],
    ['text.strip();', 'text.trim();'],
    ['prices.sum();', 'prices.reduce((a, b) => a + b, 0);'],
    ['prices.map((n) => n * 2).max();', 'Math.max(...prices.map((n) => n * 2));'],
    ['names.last();', 'names.at(-1);'],
    ['if (names.isEmpty()) names.pop();', 'if (names.length === 0) names.pop();'],
  ])('%s → %s', (before, after) => {
    const head = 'declare const names: string[], prices: number[], seen: Set<string>, text: string;\n';
    expect(bestScript(otherMethod, `${head}${before}\nexport {};\n`)).toBe(`${head}${after}\nexport {};\n`);
  });
});

test('a type of the program itself has no words of other languages', () => {
  expect(mendScript(otherMethod, 'class Bag { push(n: number) { return n; } }\nnew Bag().append(1);\nexport {};\n')).toEqual([]);
});

test('names have no sum', () => {
  expect(mendScript(otherMethod, 'declare const names: string[];\nnames.sum();\nexport {};\n')).toEqual([]);
});

test('a method handed on under the name of another language', () => {
  const text = 'export const has = WeakSet.prototype.contains.bind(new WeakSet());\n';
  expect(bestScript(otherMethod, text)).toBe(text.replace('contains', 'has'));
});
