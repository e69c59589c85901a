import { expect, test } from 'vitest';
import { wishOf } from './report-wish';

test('a page asks for what it has buttons for', () => {
  expect(wishOf({ kind: 'refresh', more: 1 })).toEqual({ kind: 'refresh' });
  expect(wishOf({ kind: 'page' })).toEqual({ kind: 'page' });
  expect(wishOf({ kind: 'csv', name: 'Heals a week', data: 'a,b' })).toEqual({ kind: 'csv', name: 'Heals a week', data: 'a,b' });
  expect(wishOf({ kind: 'png', name: 'x'.repeat(500), data: 'data:image/png;base64,AA==' })).toMatchObject({ name: 'x'.repeat(100) });
});

test.each([
  null,
  'refresh',
  [],
  {},
  { kind: 'run' },
  { kind: 'csv' },
  { kind: 'csv', name: 1, data: '' },
  { kind: 'csv', name: 'a', data: { length: 1 } },
  { kind: 'csv', name: 'a', data: 'x'.repeat(20_000_001) },
  { kind: 'png', name: 'a', data: 'data:text/html,<script>' },
])('what is not sent right is left alone: %j', (message) => {
  expect(wishOf(message)).toBeUndefined();
});
