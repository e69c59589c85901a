import { expect, test } from 'vitest';
import { isOfKind, kindOf } from './problem-kind';

const KIND = { errorType: 'reportUndefinedVariable', fixer: 'python/undefined-name', source: 'Pyright', code: 'reportUndefinedVariable' };

test('a kind is known again by source and code, however the provider writes its code', () => {
  expect(isOfKind(KIND)({ source: 'Pyright', code: 'reportUndefinedVariable' })).toBe(true);
  expect(isOfKind(KIND)({ source: 'Pyright', code: { value: 'reportUndefinedVariable', target: undefined as never } })).toBe(true);
  expect(isOfKind({ ...KIND, source: 'ts', code: '2304' })({ source: 'ts', code: 2304 })).toBe(true);
  expect(isOfKind(KIND)({ source: 'pylint', code: 'reportUndefinedVariable' })).toBe(false);
  expect(isOfKind(KIND)({ source: 'Pyright' })).toBe(false);
});

test('what is no kind is none', () => {
  expect(kindOf(KIND)).toEqual(KIND);
  for (const given of [undefined, null, 'x', {}, { ...KIND, code: 4 }]) expect(kindOf(given)).toBeUndefined();
});
