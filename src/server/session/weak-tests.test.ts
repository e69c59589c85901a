import { expect, test } from 'vitest';
import type { Patch } from '../../engine';
import { WeakTests } from './weak-tests';

const TEXT = `def outer(x):
    def inner(y):
        return y + 1
    return inner(x)


class Shop:
    def price(self):
        return 1


def last():
    return 2
`;
const at = (line: number, path = '/w/a.py'): Patch =>
  ({ problem: { location: { path, range: { start: { line, character: 0 } } } } }) as unknown as Patch;

/** Lines of the text whose patches are marked. */
async function marked(weak: WeakTests, path = '/w/a.py'): Promise<number[]> {
  const patches = TEXT.split('\n').map((_, line) => at(line, path));
  const mark = await weak.marks(patches);
  return patches.flatMap((patch, line) => (mark(patch).testsWeak ? [line] : []));
}

test('a function that was checked is weak, with what is in it, and no other; a file that was checked is weak as a whole', async () => {
  const weak = new WeakTests({ textOf: () => TEXT });
  expect(await marked(weak)).toEqual([]);
  weak.set('/w/a.py', { name: 'outer', owner: undefined }, { noticed: 0, of: 3 });
  expect(await marked(weak)).toEqual([0, 1, 2, 3]);
  expect(await marked(weak, '/w/b.py')).toEqual([]);
  weak.set('/w/a.py', { name: 'price', owner: 'Shop' }, { noticed: 1, of: 2 });
  expect(await marked(weak)).toEqual([0, 1, 2, 3, 7, 8]);
  // Checked again, and found strong.
  weak.set('/w/a.py', { name: 'outer', owner: undefined }, undefined);
  expect(await marked(weak)).toEqual([7, 8]);
  weak.set('/w/a.py', undefined, { noticed: 1, of: 9 });
  expect(await marked(weak)).toHaveLength(TEXT.split('\n').length);
  weak.set('/w/a.py', undefined, undefined);
  expect(await marked(weak)).toEqual([]);
});

test('patches that are not marked stay the same objects', async () => {
  const weak = new WeakTests({ textOf: () => TEXT });
  weak.set('/w/a.py', { name: 'last', owner: undefined }, { noticed: 0, of: 1 });
  const [one, two] = [at(0), at(11)];
  const mark = await weak.marks([one, two]);
  expect(mark(one)).toBe(one);
  expect(mark(two)).toEqual({ ...two, testsWeak: { noticed: 0, of: 1 } });
  expect(mark(two)).toBe(mark(two));
});
