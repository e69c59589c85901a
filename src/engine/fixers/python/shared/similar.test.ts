// How near names are, and which slip lies between them.
import { expect, test } from 'vitest';
import { nearNames, nearness, slipVariant } from './similar';

test.each([
  ['lastName', 'last_name', 0],
  ['heigth', 'height', 1],
  ['lenght', 'length', 1],
  ['recieved', 'received', 1],
  ['mesage', 'message', 1],
  ['calcualte_totl', 'calculate_total', 2],
  ['_rate', 'rate', 2],
  ['x', 'X', 1],
])('%s for %s: %d edits', (typed, meant, edits) => expect(nearness(typed, meant)?.edits).toBe(edits));

test.each([
  ['rate', 'rate'],
  ['a', 'b'],
  ['bar', 'baz_2'],
  ['cat', 'dog'],
  ['left', 'lost_'],
  ['width', 'height'],
])('%s is no slip for %s', (typed, meant) => expect(nearness(typed, meant)).toBeUndefined());

test('another first letter makes another word', () => {
  expect(nearness('lenght', 'length')?.similarity ?? 0).toBeGreaterThan(nearness('wength', 'length')?.similarity ?? 1);
});

const variantOf = (typed: string, names: readonly string[], index = 0): string => slipVariant(typed, nearNames(typed, names, 0.5), index);

test('the kind of a slip', () => {
  expect(variantOf('lastName', ['last_name'])).toBe('slip-of-case');
  expect(variantOf('heigth', ['height', 'width'])).toBe('slip-of-one-edit');
  expect(variantOf('calcualte_totl', ['calculate_total'])).toBe('slip-of-several-edits');
  expect(variantOf('cnt', ['ctn'])).toBe('slip-in-short-name');
  expect(variantOf('item3', ['item1', 'item2'])).toBe('one-of-several-slips');
  expect(variantOf('item3', ['item1', 'item2'], 1)).toBe('next-slip');
});

test('what speaks for a name decides between names that are as near', () => {
  expect(nearNames('item3', ['item1', 'item2'], 0.5, (name) => Number(name === 'item2'))[0]?.name).toBe('item2');
});
