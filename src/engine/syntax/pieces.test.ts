import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits, type OffsetEdit } from './edits';
import { Pieces } from './pieces';

test('rounds of edits come out as edits of the original', () => {
  const twice = Pieces.of('if a\n  b\n')
    .edited([{ start: 4, end: 4, text: ':' }])
    .edited([{ start: 8, end: 9, text: 'c()' }]);
  expect(twice.text).toBe('if a:\n  c()\n');
  expect(twice.edits()).toEqual([
    { start: 4, end: 4, text: ':' },
    { start: 7, end: 8, text: 'c()' },
  ]);
});

test('any rounds of edits: same text as applying them one after the other, and the summed edits give it too', () => {
  const edit = fc.tuple(fc.nat(20), fc.nat(5), fc.string({ maxLength: 4 }));
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), fc.array(edit, { maxLength: 6 }), (original, rounds) => {
      let text = original;
      let pieces = Pieces.of(original);
      for (const [at, length, insert] of rounds) {
        const start = Math.min(at, text.length);
        const one: OffsetEdit = { start, end: Math.min(start + length, text.length), text: insert };
        text = applyEdits(text, [one]);
        pieces = pieces.edited([one]);
      }
      expect(pieces.text).toBe(text);
      expect(applyEdits(original, pieces.edits())).toBe(text);
    }),
  );
});
