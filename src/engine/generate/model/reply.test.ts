import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Problem } from '../../problem';
import { applyEdits } from '../../syntax/edits';
import { SourceText } from '../../syntax/source-text';
import { gatherModelContext, type Redactor } from '../../diagnose/model-context';
import { success } from '../../result';
import { parseModelJson, toEdits } from './reply';

const noSecrets: Redactor = async (texts) => success({ texts, count: 0 });

function problemAt(line: number): Problem {
  const range = { start: { line, character: 0 }, end: { line, character: 0 } };
  return {
    origin: 'diagnostic',
    language: 'python',
    source: 'x',
    errorType: 'x',
    message: 'x',
    signature: { shape: 'x', holes: {} },
    location: { path: '/p/a.py', range },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
  };
}

test.each<[string, string, unknown]>([
  ['raw', ' {"a": 1}\n', { a: 1 }],
  ['fenced', 'Sure:\n```json\n{"a": "```"}\n```', { a: '```' }],
  ['fenced without a name', '```\n{"a": 1}\n```', { a: 1 }],
  ['in prose, behind other braces', 'In {x} I see "{": {"a": "}{"} ok', { a: '}{' }],
  ['after thinking', '<think>{"a": 0}</think>\n{"a": 1}', { a: 1 }],
])('reads JSON %s', (_name, text, value) => {
  expect(parseModelJson(text)).toEqual({ ok: true, value });
});

test('tells a cut answer from none', () => {
  expect(parseModelJson('{"a": "b')).toEqual({ ok: false, truncated: true });
  expect(parseModelJson('no idea')).toEqual({ ok: false, truncated: false });
  expect(parseModelJson('[1, 2]')).toEqual({ ok: false, truncated: false });
});

test('any object is found again, whatever stands around it', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.stringMatching(/^[a-z .,\n]*$/), (value, prose) => {
      const json = JSON.stringify(value);
      expect(parseModelJson(`${prose}${json}${prose}`)).toEqual({ ok: true, value: JSON.parse(json) as unknown });
    }),
  );
});

const line = fc.constantFrom('a = 1', 'b', '', '  c', '    d = 2', 'print(x)', 'y: int', '  ');

test('edits do to the text what they say, line by line, and keep its line ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 12 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.array(line, { maxLength: 5 }),
      fc.nat(),
      fc.nat(),
      async (lines, eol, ended, news, a, b) => {
        // A text that ends with an empty line and one that ends with a line end are the same text.
        const olds = lines.at(-1) === '' ? [...lines, 'end'] : lines;
        const source = new SourceText(olds.join(eol) + (ended ? eol : ''));
        const first = a % olds.length;
        const last = first + (b % (olds.length - first));
        const shown = await gatherModelContext(problemAt(0), source, noSecrets);
        const replacement = news.length === 0 ? '' : `${news.join('\n')}\n`;
        const made = toEdits({ explanation: '', edits: [{ startLine: first + 1, endLine: last + 1, replacement }] }, shown, source);
        if ('faults' in made) throw new Error(made.faults.join());
        // A text without any line end gets the plain one.
        const after = applyEdits(source.text, made.edits)
          .split(source.eol)
          .map((one) => one.trimEnd());
        const wanted = [...olds.slice(0, first), ...news, ...olds.slice(last + 1), ...(ended ? [''] : [])].map((one) => one.trimEnd());
        expect(after.join('\n')).toBe(wanted.join('\n'));
      },
    ),
  );
});

test('a quote that is the mistake is no matter of style', async () => {
  const source = new SourceText(`a = 'x"\nb = 'y'\n`);
  const shown = await gatherModelContext(problemAt(0), source, noSecrets);
  const made = toEdits({ explanation: '', edits: [{ startLine: 1, endLine: 2, replacement: `a = 'x'\nb = "y"` }] }, shown, source);
  expect('edits' in made && applyEdits(source.text, made.edits)).toBe(`a = 'x'\nb = 'y'\n`);
});

test('secrets over several lines stay on their lines', async () => {
  const redact: Redactor = async (texts) =>
    success({
      texts: texts.map((text) => text.replace('AAAA\nBBBB', '‹redacted:private-key›\n').replace('s3cr', '‹redacted:password›')),
      count: 2,
    });
  const source = new SourceText('k = """\nAAAA\nBBBB\n"""\np, q = "s3cr", 1\n');
  const shown = await gatherModelContext(problemAt(0), source, redact);
  expect([...shown.lines.values()].map((one) => one.text).join('\n')).not.toMatch(/AAAA|s3cr/);
  const made = toEdits(
    { explanation: '', edits: [{ startLine: 5, endLine: 5, replacement: shown.lines.get(4)?.text.replace('1', '2') ?? '' }] },
    shown,
    source,
  );
  expect('edits' in made && applyEdits(source.text, made.edits)).toBe(source.text.replace(', 1', ', 2'));
});

test('a line that is too long, or holds hidden characters, is shown but can not be edited', async () => {
  const source = new SourceText(`x = "${'a'.repeat(5000)}"\ny = "\u202e"\nz = 1\n`);
  const shown = await gatherModelContext(problemAt(2), source, noSecrets);
  expect(shown.lines.get(0)?.text.length).toBeLessThan(1000);
  for (const [at, ok] of [
    [1, false],
    [2, false],
    [3, true],
  ] as const) {
    const made = toEdits({ explanation: '', edits: [{ startLine: at, endLine: at, replacement: 'z = 2' }] }, shown, source);
    expect('edits' in made).toBe(ok);
  }
});
