// Whatever lines a reply replaces by whatever others: the text is what it says, line by line, with its line ends, and nothing else has changed.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchReplace } from '../../../src/engine/generate/model/formats/search-replace';
import { wholeFunction } from '../../../src/engine/generate/model/formats/whole-function';
import { contextOf, textsAfter } from './context';

const line = fc.constantFrom('a = 1', 'b', '', '  c', '    d = 2', 'print(x)', 'y: int', "f = 'x'", 'g = "y"', 'h  ');
const lines = (min: number, max: number): fc.Arbitrary<string[]> => fc.array(line, { minLength: min, maxLength: max });
const trimmed = (all: readonly string[]): string => all.map((one) => one.trimEnd()).join('\n');

test('blocks', async () => {
  let placed = 0;
  await fc.assert(
    fc.asyncProperty(
      lines(1, 12),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      lines(0, 5),
      fc.nat(),
      fc.nat(),
      fc.constantFrom('exact', 'no trailing blanks', 'numbered', 'shifted'),
      async (texts, eol, ended, news, a, b, how) => {
        // A text that ends with an empty line and one that ends with a line end are the same text.
        const olds = texts.at(-1) === '' ? [...texts, 'end'] : texts;
        const text = olds.join(eol) + (ended ? eol : '');
        const first = a % olds.length;
        const last = first + (b % (olds.length - first));
        const shown = await contextOf({ files: { 'a.py': text } });
        const given = olds
          .slice(first, last + 1)
          .map((one, i) =>
            how === 'no trailing blanks'
              ? one.trimEnd()
              : how === 'numbered'
                ? `${first + i + 1}| ${one}`
                : how === 'shifted' && one.trim() !== ''
                  ? `  ${one}`
                  : one,
          );
        const said = news.map((one) => (how === 'shifted' && one.trim() !== '' ? `  ${one}` : one));
        const read = await searchReplace.read(
          `a.py\n<<<<<<< SEARCH\n${given.join('\n')}\n=======\n${said.length === 0 ? '' : `${said.join('\n')}\n`}>>>>>>> REPLACE\n`,
          shown,
        );
        const after = textsAfter(read, shown);
        // Refused: blank, twice there, or nothing new. What is placed is right.
        if (typeof after === 'string') {
          expect(after).toMatch(/nothing to search for|stand in \d+ places|^unchanged|do not stand so/);
          if (/do not stand so/.test(after)) expect(how).toBe('shifted');
          return;
        }
        placed++;
        const wanted = [...olds.slice(0, first), ...(news.every((one) => one.trim() === '') ? [] : news), ...olds.slice(last + 1)];
        const got = (after['a.py'] ?? '').split(eol === '\r\n' && olds.length > 1 ? '\r\n' : /\r?\n/);
        expect(quoteless(trimmed(withoutEnd(got)))).toBe(quoteless(trimmed(withoutEnd(wanted))));
      },
    ),
    { numRuns: 300 },
  );
  expect(placed).toBeGreaterThan(50);
});

/** Line ends at the end of a text, and blank lines at the edges of a change, are nobody's matter here. */
const withoutEnd = (all: readonly string[]): string[] => all.filter((one) => one.trim() !== '');
const quoteless = (text: string): string => text.replaceAll('"', "'");

test('whole functions', async () => {
  const statement = fc.constantFrom('x = 1', 'y = x', 'print(x)', 'if x:\n        y = 2', '# note', "z = 'a'");
  await fc.assert(
    fc.asyncProperty(
      fc.array(statement, { minLength: 1, maxLength: 6 }),
      fc.array(statement, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom('', '    '),
      fc.boolean(),
      async (olds, news, eol, shift, decorated) => {
        const code = (body: readonly string[]): string => ['def go(x):', ...body.map((one) => `    ${one}`), '    return x'].join('\n');
        const before = `import os\n\n\n${decorated ? '@cache\n' : ''}`;
        const behind = `\n\n\ndef other():\n    return 1\n${'k = 1\n'.repeat(90)}`;
        const text = `${before}${code(olds)}${behind}`.replaceAll('\n', eol);
        const shown = await contextOf({ files: { 'a.py': text }, at: 'def go' });
        const reply = `Fixed.\n\`\`\`python\n${code(news).replace(/^(?=.)/gm, shift)}\n\`\`\`\n`;
        const after = textsAfter(await wholeFunction.read(reply, shown), shown);
        if (code(olds) === code(news)) expect(after).toMatch(/^unchanged/);
        else expect(after).toEqual({ 'a.py': `${before}${code(news)}${behind}`.replaceAll('\n', eol) });
      },
    ),
    { numRuns: 150 },
  );
});

test('whatever a model says, nothing is thrown', async () => {
  const shown = await contextOf({ files: { 'a.py': 'import os\n\n\ndef go(x):\n    return y\n' }, at: 'y' });
  const piece = fc.constantFrom(
    '<<<<<<< SEARCH',
    '=======',
    '>>>>>>> REPLACE',
    '```',
    '```python',
    '~~~',
    '<think>',
    '</think>',
    'a.py',
    '../a.py',
    'def go(x):',
    '    return y',
    '    return x',
    '...',
    '# rest of code',
    '1| x',
    'NO FIX:',
    '',
    '{"a": 1}',
    '\u0000',
    '\ud800',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(piece, fc.string()), { maxLength: 14 }), async (pieces) => {
      for (const format of [searchReplace, wholeFunction]) {
        const read = await format.read(pieces.join('\n'), shown);
        if (read.kind === 'edits') expect(read.edits.every(({ path }) => path === '/project/a.py')).toBe(true);
        else if ('faults' in read) expect(read.faults[0]?.length).toBeGreaterThan(5);
      }
    }),
    { numRuns: 500 },
  );
});
