import * as path from 'node:path';
import { expect, test } from 'vitest';
import { isInside, liesIn, wayDown } from './lies-in';

const at = (...parts: string[]): string => path.resolve('/', ...parts);

test.each([
  ['below', at('w'), at('w', 'a', 'b.py'), path.join('a', 'b.py')],
  ['a name that begins with two dots', at('w'), at('w', '..data', 'app.py'), path.join('..data', 'app.py')],
  ['a file of dots', at('w'), at('w', '...'), '...'],
  ['the folder itself', at('w'), at('w'), undefined],
  ['the folder above', at('w', 'a'), at('w'), undefined],
  ['beside', at('w'), at('w2', 'a.py'), undefined],
  ['back out of it', at('w'), `${at('w')}${path.sep}a${path.sep}..${path.sep}..${path.sep}b.py`, undefined],
  ['below the root', at(), at('a.py'), 'a.py'],
])('%s', (_, folder, file, way) => {
  expect(wayDown(folder, file)).toBe(way);
  expect(liesIn(folder, file)).toBe(way !== undefined);
  expect(isInside(folder, file)).toBe(way !== undefined || folder === file);
});
