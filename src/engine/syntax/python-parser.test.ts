import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OffsetEdit } from './edits';
import { firstFault, PythonScan } from './python-parser';
import type { LogicalLine } from './python-tokens';

test.each([
  'x: int = 1\na, *b = c = [*d]\ndel a, b[0]\n',
  'def f(a, /, b: int = 1, *args, c, **kw) -> None: return\n',
  'async def f():\n    async with a as b, c:\n        return [x async for x in await y]\n',
  'match x:\n    case {"a": 1, **rest} if rest:\n        pass\n    case Point(x=0) | [1, *_] as p:\n        pass\n',
  'match = case = type = 1\nmatch[0]\nmatch(x)\nprint(match)\n',
  'try:\n    a\nexcept* (A, B) as e:\n    b\nelse:\n    c\nfinally:\n    d\n',
  'if a: b; c\nelif d: e\nelse: f\n',
  'x = f"{a!r:>{w}} {{}} {b=}" "c"\ny = lambda *a, k=1: (yield)\n',
  'x = f"{d["a"]} {f"{y}"}"\n',
  'class A[T: int](B, metaclass=C): x = 1\ntype L[T] = list[T]\n',
  'with (open(a) as b, open(c) as d,):\n    pass\n',
  'print(*a, **b, c=1)\nx[1:2, ::3, ...]\nif (n := 1) > 0: pass\n',
  '@a.b(c)\n@d\nclass E: pass\n',
  'for x in *a, b: break\nelse: pass\n',
])('%j is Python', (text) => {
  expect(firstFault(text)).toBeUndefined();
});

test.each([
  ['if x\n    y\n', 'grammar', 4],
  ['def f(:\n    pass\n', 'grammar', 6],
  ['x = foo(1,\ny = 2\nz = 3\n', 'unclosed-bracket', 7],
  ['def f():\nreturn 1\n', 'missing-block', 9],
  ['x = 1\n  y = 2\n', 'unexpected-indent', 8],
  ['if a:\n        b\n    c\n', 'unmatched-dedent', 20],
  ['if a:\n        b\n\tc\n', 'tabs', 17],
  ['x = 1\nelse:\n    y\n', 'stray-clause', 6],
  ['try:\n    x\ny = 1\n', 'missing-except', 11],
  ['if x = 1:\n    y\n', 'grammar', 5],
  ['f() = 1\n', 'grammar', 0],
  ['x = f"{a b}"\n', 'grammar', 4],
  ['return 1\n', 'outside', 0],
  ['def f():\n    await g()\n', 'outside', 13],
  ['while a:\n    b\nbreak\n', 'outside', 15],
  ['f(a=1, b)\n', 'grammar', 8],
  ['print x\n', 'grammar', 6],
])('%j: %s', (text, kind, at) => {
  const fault = firstFault(text);
  expect([fault?.kind, fault?.at]).toEqual([kind, at]);
});

const SAMPLE =
  'import os\n\ndef f(a, b=1):\n    """Text."""\n    if a:\n        return [x for x in b]\n    else:\n        try:\n            g(a)\n        except E as e:\n            raise\n    return {1: 2}\n\nclass C(D):\n    x = (1,\n         2)\n    def m(self):\n        for i in self.x:\n            yield i\n';

const PIECES = [
  '(',
  ')',
  ':',
  '    ',
  '\n',
  '\r',
  '"',
  "'",
  'if ',
  'return',
  '=',
  ',',
  '#',
  '\t',
  '"""',
  '\\',
  'f"""{',
  '}',
  'def ',
  '\ufeff',
  '',
];
const EDITS = fc.array(fc.tuple(fc.nat(SAMPLE.length), fc.nat(6), fc.constantFrom(...PIECES)), { minLength: 1, maxLength: 8 });
/** Some long enough that not all of it is read at once; some with mistakes already. */
const BASES = [
  SAMPLE,
  `${SAMPLE.slice(0, 60)}(${SAMPLE.slice(60)}`,
  `return\n${SAMPLE}`,
  SAMPLE.trimEnd(),
  SAMPLE.replace(/\n/g, '\r\n'),
  `\ufeff${SAMPLE}`,
  `x = f"""{a\n${SAMPLE}y = """b"""\n${SAMPLE.repeat(8)}z = f"""}}"""\n`,
  `${SAMPLE.repeat(2)}x = [\n${'    1,\n'.repeat(600)}]\n${SAMPLE}`,
];

test('an edit is judged as the whole edited text would be, in any order of questions, and so is one upon it', () => {
  fc.assert(
    fc.property(EDITS, EDITS, fc.nat(BASES.length - 1), fc.nat(9), (edits, more, index, block) => {
      const base = new PythonScan(BASES[index] ?? '');
      const one = ([at, length, text]: (typeof edits)[number], within: number): OffsetEdit => {
        const start = Math.min(at + block * SAMPLE.length, within);
        return { start, end: Math.min(start + length, within), text };
      };
      for (const edit of edits) {
        const result = base.edited([one(edit, base.text.length)]);
        const fresh = new PythonScan(result.after.text);
        expect([result.fault, result.late]).toEqual([fresh.fault, fresh.late]);
        const upon = base.after(result.after);
        expect([upon.fault, upon.late, upon.lines]).toEqual([fresh.fault, fresh.late, fresh.lines]);
        for (const second of more) {
          const next = upon.edited([one(second, upon.text.length)]);
          const whole = new PythonScan(next.after.text);
          expect([next.fault, next.late]).toEqual([whole.fault, whole.late]);
        }
        const { old, fresh: now } = upon.changedLines();
        const words = (lines: readonly LogicalLine[]): string[] =>
          lines.map(({ tokens }) => tokens.map(({ text }) => text).join(' ')).sort();
        expect(words([...base.all().filter((line) => !old.includes(line)), ...now])).toEqual(words(fresh.all()));
      }
    }),
    { numRuns: 150 },
  );
});

const library = (() => {
  try {
    return execFileSync('python3', ['-c', 'import os; print(os.path.dirname(os.__file__))'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
})();

test.skipIf(!library)('the standard library is Python', () => {
  const folder = library ?? '';
  const files = fs.readdirSync(folder).filter((name) => name.endsWith('.py'));
  expect(files.length).toBeGreaterThan(50);
  for (const name of files) expect([name, firstFault(fs.readFileSync(path.join(folder, name), 'utf8'))]).toEqual([name, undefined]);
});
