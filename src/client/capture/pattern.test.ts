import { expect, it } from 'vitest';
import { fitsAny } from './pattern';

it.each([
  ['npm run dev', 'npm run dev'],
  ['npm *', 'NPM run dev'],
  ['*dev', ' npm run dev '],
  ['npm*dev', 'npm run dev'],
  ['*run*', 'npm run dev'],
  ['a*b*c', 'a b b c'],
  ['*', ''],
])('%s fits %s', (pattern, text) => expect(fitsAny(['nothing', pattern], text)).toBe(true));

it.each([
  ['npm', 'npm run dev'],
  ['run*', 'npm run dev'],
  ['npm*run*dev', 'npm dev'],
  ['ab*ba', 'aba'],
  ['a.c', 'abc'],
  ['[a-z]*', 'npm'],
])('%s does not fit %s', (pattern, text) => expect(fitsAny([pattern], text)).toBe(false));

it('no pattern fits nothing', () => expect(fitsAny([], 'npm')).toBe(false));
