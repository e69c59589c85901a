import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { LineStream, MAX_LINE } from './line-stream';

/** `released`: what waits is asked for after every chunk. */
function linesOf(chunks: readonly string[], maxLine?: number, released = false): string[] {
  const lines: string[] = [];
  const stream = new LineStream((portions) => {
    for (const portion of portions) {
      const text = portion.text();
      expect(text).toHaveLength(portion.length);
      expect(text.split('\n')).toHaveLength(portion.count + 1);
      lines.push(...text.split('\n').slice(0, -1));
    }
  }, maxLine);
  for (const chunk of chunks) {
    stream.write(chunk);
    if (released) stream.release();
  }
  stream.end();
  return lines;
}

describe('what a person would have seen', () => {
  const cases: readonly (readonly [what: string, input: string, ...lines: string[]])[] = [
    ['plain lines, both line ends', 'a\nb\r\nc', 'a', 'b', 'c'],
    ['colours', '\x1b[1;31mError\x1b[0m: \x1b[38;5;12mx\x1b[m\n', 'Error: x'],
    ["VS Code's marks", '\x1b]633;C\x07out\r\n\x1b]633;D;1\x1b\\', 'out'],
    ['a link', '\x1b]8;;file:///a.py\x1b\\a.py\x1b]8;;\x1b\\:3\n', 'a.py:3'],
    ['progress', '10%\r 50%\r100%\r\ndone\n', '100%', 'done'],
    ['overwritten and erased', 'working…\r\x1b[Kdone\n', 'done'],
    ['backspace', 'abd\bc\n', 'abc'],
    ['tabs stay', '\tx\n', '\tx'],
    ['spaces as movement', 'a\x1b[4Cb\n', 'a    b'],
    ['columns', 'abcdef\x1b[3GX\x1b[1DY\n', 'abYdef'],
    ['bells, NULs and character sets', '\x07a\0\x1b(B\x0fb\n', 'ab'],
    ['a device control string', '\x1bP1$r0m\x1b\\x\n', 'x'],
    ['eight-bit sequences', '\x9b31mx\x9b0m\x9d0;title\x9c\n', 'x'],
    ['the alternate screen', 'a\n\x1b[?1049hvim\nvim\n\x1b[?1049lb\n', 'a', 'b'],
    ['a sequence without an end', 'a\x1b[31\nb\x1b]0;title\nc\n', 'a', 'b', 'c'],
    ['an escape in an escape', '\x1b\x1b[31mx\n', 'x'],
    ['wide characters', '日本\x1b[0m語😀\n', '日本語😀'],
  ];
  for (const [what, input, ...lines] of cases) test(what, () => expect(linesOf([input])).toEqual(lines));
});

/** Text with everything a terminal gets, cut anywhere. */
const terminalText = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.constantFrom(
        '\n',
        '\r',
        '\b',
        '\t',
        '\x1b',
        '\x1b[',
        '\x1b]633;E;x',
        '\x07',
        '\x1b\\',
        'm',
        'K',
        '31',
        ';',
        '?1049',
        'h',
        'l',
        '\x9b',
        '\x1b[2K',
        '\x1b[5G',
        '\x1b[H',
        '日',
        '😀',
        'Error: x',
      ),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

test('any chunking gives the same lines', () => {
  fc.assert(
    fc.property(terminalText, fc.array(fc.nat(200)), (text, cuts) => {
      const points = [...new Set(cuts.map((cut) => Math.min(cut, text.length)))].sort((a, b) => a - b);
      const chunks = [0, ...points].map((from, i) => text.slice(from, points[i] ?? text.length));
      expect(linesOf(chunks)).toEqual(linesOf([text]));
      expect(linesOf(chunks, undefined, true)).toEqual(linesOf([text]));
    }),
  );
});

test('what waits is bounded, and is given back when it is asked for', () => {
  const given: number[] = [];
  const stream = new LineStream((portions) => given.push(portions.reduce((sum, { length }) => sum + length, 0)));
  const chunk = 'a line like any other\n'.repeat(1_000);
  for (let i = 0; i < 500; i++) {
    stream.write(chunk);
    expect(stream.held).toBeLessThan(5_000_000);
  }
  expect(given.length).toBeGreaterThan(3);
  stream.write('half a line');
  stream.release();
  expect(stream.held).toBeLessThan(10_000);
  expect(given.reduce((a, b) => a + b)).toBe(500 * chunk.length);
});

test('lines hold no control characters but tabs, and are never longer than the cap', () => {
  fc.assert(
    fc.property(terminalText, (text) => {
      for (const line of linesOf([text], 20)) {
        expect(line).not.toMatch(/[\x00-\x08\x0a-\x1f\x7f-\x9f]/);
        expect(line.length).toBeLessThanOrEqual(20);
      }
    }),
  );
});

test('a line of 16 million characters is cut, and what follows is read', () => {
  const chunk = 'x'.repeat(1 << 20);
  expect(linesOf([...Array.from({ length: 16 }, () => chunk), '\nnext\n'])).toEqual(['x'.repeat(MAX_LINE), 'next']);
});

test('an endless control string does not swallow the rest', () => {
  const lines = linesOf([`\x1b]0;${'t'.repeat(1 << 20)}\nError\n`]);
  expect(lines.at(-1)).toBe('Error');
});

test('work grows with the input alone: rewriting one long line costs what is written', () => {
  // Every code unit of text is stored at most once; counted in writes to the room of the line.
  let stores = 0;
  const stream = new LineStream(() => undefined);
  const room = new Proxy(new Uint16Array(2 * MAX_LINE), {
    set: (target, key, value: number) => ((stores++, (target[Number(key)] = value)), true),
    get: (target, key) => {
      if (key === 'set') return (units: Uint16Array, to: number) => ((stores += units.length), target.set(units, to));
      return typeof key === 'string' && /^\d+$/.test(key) ? target[Number(key)] : (Reflect.get(target, key, target) as unknown);
    },
  });
  Object.assign(stream, { room });
  const text = 'y'.repeat(MAX_LINE) + '\rz'.repeat(20_000);
  stream.write(text);
  expect(stores).toBeLessThanOrEqual(text.length);
});
