// What looks more natural, in code at large and in the file itself.

import { expect, test } from 'vitest';
import { SourceText } from '../source-text';
import { CodeModel } from './code-model';
import { PYTHON_CODE } from './python-code';
import { SCRIPT_CODE } from './script-code';

type Language = 'python' | 'script';
const CODE = { python: PYTHON_CODE, script: SCRIPT_CODE };

/** Gains of putting each of the words in the place of `@`. */
function gains(language: Language, text: string, ...words: string[]): number[] {
  const at = text.indexOf('@');
  const model = CodeModel.of(new SourceText(text.replace('@', 'zzz')), CODE[language], at);
  return model.gains(words.map((word) => [{ start: at, end: at + 3, text: word }])).map((gain) => gain ?? NaN);
}

/** The index of the most natural. */
const best = (...of: Parameters<typeof gains>): number => {
  const found = gains(...of);
  return found.indexOf(Math.max(...found));
};

test.each<[Language, string, string[]]>([
  ['python', 'for i in @(10):\n    print(i)\n', ['range', 'change', 'rage']],
  ['python', 'def area(self):\n    return @.width * self.height\n', ['self', 'sel', 'width']],
  ['python', 'if x @ 3:\n    pass\n', ['==', '=', ':']],
  ['python', 'names = [@ for n in people]\n', ['n.name', 'n, name', 'n = name']],
  ['script', 'const a = items.@((x) => x + 1);\n', ['map', 'mop', 'length']],
  ['script', 'for (let i = 0; i @ n; i++) {}\n', ['<', '=', ',']],
  ['script', 'if (a @ b) {\n  return null;\n}\n', ['===', '=', ':']],
])('what code at large has is more natural (%s: %s)', (language, text, words) => {
  expect(best(language, text, ...words)).toBe(0);
});

test.each<[Language, string, string[]]>([
  ['python', 'quux = load()\nquux.frobnicate(quux)\nquux.frobnicate(2)\n\nother = @.frobnicate(3)\n', ['quux', 'qux', 'load']],
  [
    'script',
    'const quux = load();\nquux.frobnicate(quux);\nquux.frobnicate(2);\n\nconst other = @.frobnicate(3);\n',
    ['quux', 'qux', 'fetch'],
  ],
])('what the file does elsewhere is more natural (%s)', (language, text, words) => {
  expect(best(language, text, ...words)).toBe(0);
});

test('what stands at the place itself is no habit of the file', () => {
  const text = 'total = 0\nfor each in rnage(3):\n    total = total + each\nprint(total)\n';
  const at = text.indexOf('rnage');
  const model = CodeModel.of(new SourceText(text), PYTHON_CODE, at);
  const [same] = model.gains([[{ start: at, end: at + 5, text: 'rnage' }]]);
  const [right] = model.gains([[{ start: at, end: at + 5, text: 'range' }]]);
  expect(same).toBeCloseTo(0);
  expect(right).toBeGreaterThan(1);
});

test.each<[Language, string]>([
  ['python', 'x = """never closed\n@ = 1\n'],
  ['script', 'const x = `never ${closed\n@ = 1\n'],
  ['script', "it's <b>@</b> {"],
  ['python', '@'],
  ['script', '@'],
])('no text is too broken (%s: %j)', (language, text) => {
  for (const gain of gains(language, text, '', 'a b c', '"', '`', '(', '/*')) expect(gain === gain || Number.isNaN(gain)).toBe(true);
});

test('the same each time', () => {
  const text = 'def f(a, b):\n    return a + @\n';
  expect(gains('python', text, 'b', 'c')).toEqual(gains('python', text, 'b', 'c'));
});

test.each<[Language, (i: number) => string]>([
  ['python', (i) => `def area_${i}(rows, quux):\n    return quux.frobnicate(rows) + len(rows)\n\n`],
  ['script', (i) => `function area${i}(rows, quux) {\n  return quux.frobnicate(rows) + rows.length;\n}\n\n`],
])('in a long file each place is told, whichever was asked about first (%s)', (language, part) => {
  const text = Array.from({ length: 2_500 }, (_, i) => part(i)).join('');
  const source = new SourceText(text);
  const right = (at: number): number | undefined => {
    const start = text.indexOf('quux.frobnicate', at);
    const words = ['rows', 'quxu'].map((word) => [{ start, end: start + 4, text: word }]);
    const gains = CodeModel.of(source, CODE[language], start).gains(words);
    return gains.every((gain) => gain !== undefined && gain < 0) ? 1 : undefined;
  };
  const places = [0, 0.5, 0.999, 0.1, 0.9, 0.3, 0].map((part) => Math.floor((text.length - 200) * part));
  expect(places.map(right)).toEqual(places.map(() => 1));
  // One that was made for another place has no word, and no error.
  const first = CodeModel.of(source, CODE[language], 0);
  const far = text.lastIndexOf('quux.frobnicate');
  expect(first.gains([[{ start: far, end: far + 4, text: 'rows' }]])).toEqual([undefined]);
});
