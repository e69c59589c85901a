import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits, type OffsetEdit } from './edits';
import { PatchedText } from './patched-text';
import { SourceText } from './source-text';

/** Edits of a text, as distances from the end of the edit before: they fit every text once they are laid out on it. */
const GAPS = fc.array(
  fc.record({ gap: fc.nat(6), length: fc.nat(4), text: fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 3 }) }),
  {
    maxLength: 4,
  },
);
type Gaps = readonly { gap: number; length: number; text: string }[];
const TEXT = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 20 });
/** Every character once: an offset can be told from every other by what stands there. */
const DISTINCT = fc.nat(40).map((length) => Array.from({ length }, (_, i) => String.fromCharCode(0x100 + i)).join(''));

/** Not overlapping; two insertions at one place are among them. */
function laidOut(text: string, gaps: Gaps): OffsetEdit[] {
  let at = 0;
  return gaps.map(({ gap, length, text: fresh }) => {
    const start = Math.min(text.length, at + gap);
    at = Math.min(text.length, start + length);
    return { start, end: at, text: fresh };
  });
}

test('rounds of edits come out as edits of the original', () => {
  const twice = PatchedText.of('if a\n  b\n')
    .edited([{ start: 4, end: 4, text: ':' }])
    .edited([{ start: 8, end: 9, text: 'c()' }]);
  expect(twice.text).toBe('if a:\n  c()\n');
  expect(twice.edits()).toEqual([
    { start: 4, end: 4, text: ':' },
    { start: 7, end: 8, text: 'c()' },
  ]);
});

test('insertions at one place stay in the order they were given in', () => {
  const edits = [
    { start: 0, end: 0, text: 'first ' },
    { start: 0, end: 0, text: 'second ' },
  ];
  expect(PatchedText.of('text').edited(edits).text).toBe('first second text');
});

test('edits that overlap are refused', () => {
  const edits = [
    { start: 0, end: 2, text: '' },
    { start: 1, end: 3, text: '' },
  ];
  expect(() => PatchedText.of('abc').edited(edits)).toThrow(RangeError);
});

test('edits given and asked for as ranges', () => {
  const edit = { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } }, newText: 'two' };
  const patch = PatchedText.of(new SourceText('a\nb\n')).editedAt([edit]);
  expect(patch.text).toBe('a\ntwo\n');
  expect(patch.textEdits()).toEqual([edit]);
  expect([patch.isChanged, PatchedText.of('a').isChanged]).toEqual([true, false]);
});

test('a patch that was taken back is no change', () => {
  const patch = PatchedText.of('abc')
    .edited([{ start: 1, end: 1, text: 'x' }])
    .edited([{ start: 1, end: 2, text: '' }]);
  expect([patch.text, patch.edits(), patch.isChanged]).toEqual(['abc', [], false]);
});

test('what builds upon a patch cannot be brought back to the original, what lies beside it can', () => {
  const patch = PatchedText.of('one three').edited([{ start: 4, end: 4, text: 'two ' }]);
  expect(patch.editsToOriginal([{ start: 5, end: 6, text: 'W' }])).toBeUndefined();
  expect(patch.editsToOriginal([{ start: 8, end: 13, text: '3' }])).toEqual([{ start: 4, end: 9, text: '3' }]);
  expect(patch.editsFromOriginal([{ start: 5, end: 9, text: '3' }])).toEqual([{ start: 9, end: 13, text: '3' }]);
  expect(patch.editsFromOriginal([{ start: 3, end: 4, text: '' }])).toBeUndefined();
});

test('two patches of one text: joined where they are apart, an edit that both make once, not joined where they overlap', () => {
  const text = PatchedText.of('def f(a)\n  return a\n');
  const colon = text.edited([{ start: 8, end: 8, text: ':' }]);
  const both = text.edited([
    { start: 8, end: 8, text: ':' },
    { start: 18, end: 19, text: 'b' },
  ]);
  expect(colon.joined(both)?.text).toBe('def f(a):\n  return b\n');
  expect(text.edited([{ start: 4, end: 8, text: 'g()' }]).joined(text.edited([{ start: 6, end: 7, text: 'b' }]))).toBeUndefined();
  expect(() => text.joined(PatchedText.of('another'))).toThrow(RangeError);
});

test('property: any rounds of edits give the text of applying them one after the other, and their sum gives it too', () => {
  fc.assert(
    fc.property(TEXT, fc.array(GAPS, { maxLength: 5 }), (original, rounds) => {
      let text = original;
      let patch = PatchedText.of(original);
      for (const round of rounds) {
        const edits = laidOut(text, round);
        text = applyEdits(text, edits);
        patch = patch.edited(edits);
      }
      expect(patch.text).toBe(text);
      expect(applyEdits(original, patch.edits())).toBe(text);
      expect(PatchedText.of(original).editedAt(patch.textEdits()).text).toBe(text);
      expect(patch.isChanged).toBe(text !== original);
    }),
  );
});

test('property: what was kept is found in both directions, what was put in came from nowhere', () => {
  fc.assert(
    fc.property(DISTINCT, fc.array(GAPS, { maxLength: 3 }), (original, rounds) => {
      const patch = rounds.reduce((so, round) => so.edited(laidOut(so.text, round)), PatchedText.of(original));
      const { text } = patch;
      for (let offset = 0; offset < original.length; offset++) {
        const now = text.indexOf(original.charAt(offset));
        if (now < 0) continue;
        expect(patch.fromOriginal(offset)).toBe(now);
        // The end of a kept character: unlike its start it can't lie on the seam of a deletion before it.
        expect(patch.toOriginal(now + 1)).toBe(offset + 1);
      }
      for (let offset = 1; offset < text.length; offset++) {
        if (/[ab\n]{2}/.test(text.slice(offset - 1, offset + 1))) expect(patch.toOriginal(offset)).toBeUndefined();
      }
    }),
  );
});

test('property: edits of the original and edits of the patched text say the same, in either order', () => {
  fc.assert(
    fc.property(TEXT, GAPS, GAPS, (original, first, second) => {
      const patch = PatchedText.of(original).edited(laidOut(original, first));
      const edits = laidOut(original, second);
      const moved = patch.editsFromOriginal(edits);
      fc.pre(moved !== undefined);
      expect(applyEdits(patch.text, moved)).toBe(patch.joined(PatchedText.of(original).edited(edits))?.text);
      const back = patch.editsToOriginal(moved);
      expect(back && applyEdits(original, back)).toBe(applyEdits(original, edits));
    }),
  );
});

test('property: patches are joined alike from either side unless both insert at one place', () => {
  fc.assert(
    fc.property(TEXT, GAPS, GAPS, (original, first, second) => {
      const [one, two] = [first, second].map((gaps) => PatchedText.of(original).edited(laidOut(original, gaps)));
      if (!one || !two) return;
      expect(one.joined(one)?.text).toBe(one.text);
      const touching = one.edits().some((a) => two.edits().some((b) => a.start === b.start || a.end === b.start || b.end === a.start));
      fc.pre(!touching);
      expect(one.joined(two)?.text).toBe(two.joined(one)?.text);
    }),
  );
});
