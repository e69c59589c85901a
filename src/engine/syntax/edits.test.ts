import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits, EditedText, type OffsetEdit } from './edits';
import { resultKey } from './result-key';

const CHARS = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 8 });
const EDITED = fc.tuple(
  CHARS,
  fc.array(fc.tuple(fc.nat(8), fc.nat(2), fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 2 })), { maxLength: 3 }),
);

/** Edits that do not overlap. */
function editsOf(text: string, parts: readonly (readonly [number, number, string])[]): OffsetEdit[] {
  const out: OffsetEdit[] = [];
  let at = 0;
  for (const [skip, length, fresh] of parts) {
    const start = Math.min(text.length, at + skip);
    const end = Math.min(text.length, start + length);
    out.push({ start, end, text: fresh });
    at = end;
  }
  return out;
}

test('a slice of an edited text is that of the text put together', () => {
  fc.assert(
    fc.property(EDITED, fc.nat(14), fc.nat(14), ([text, parts], from, to) => {
      const edits = editsOf(text, parts);
      const after = new EditedText(text, edits);
      const whole = applyEdits(text, edits);
      expect([after.slice(from, to), after.length]).toEqual([from < to ? whole.slice(from, to) : '', whole.length]);
      expect(after.text).toBe(whole);
      expect(after.slice(from, Math.max(from, to))).toBe(whole.slice(from, Math.max(from, to)));
    }),
  );
});

test('edits have the same key where they give the same text, and only there', () => {
  fc.assert(
    fc.property(CHARS, EDITED, EDITED, (text, [, one], [, two]) => {
      const [first, second] = [editsOf(text, one), editsOf(text, two)];
      expect(resultKey(text, first) === resultKey(text, second)).toBe(applyEdits(text, first) === applyEdits(text, second));
    }),
    { numRuns: 1000 },
  );
});

test('edits that overlap are refused', () => {
  expect(
    () =>
      new EditedText('abc', [
        { start: 0, end: 2, text: '' },
        { start: 1, end: 3, text: '' },
      ]),
  ).toThrow(RangeError);
});
