import * as path from 'node:path';
import { expect, test } from 'vitest';
import { recordedForms } from '../../../../test/unit/detect/forms/forms';
import { mutatedOutput, recordedOutputs } from '../../../../test/unit/detect/mutated-output';
import type { Problem } from '../../problem';
import type { Dialect } from './dialect';
import { Feed } from './feed';
import { LineStream } from './line-stream';
import { dialects } from './registry';

const OUTPUTS = recordedOutputs(path.join(import.meta.dirname, '../../../../test/bench/corpus/outputs'));
const FORMS = new Map(recordedForms().map(({ dialect, form, version, text }) => [`${dialect} ${form} ${version}`, text]));

function read(chunks: readonly string[], by: readonly Dialect[]): [Problem, number][] {
  const found: [Problem, number][] = [];
  const feed = new Feed(by, { origin: 'terminal', cwd: '/home/ada/shop', roots: [] }, (make, endLine) => {
    const problem = make();
    if (problem) found.push([problem, endLine]);
  });
  const lines = new LineStream((portions) => portions.forEach((lines) => feed.read(lines.text(), lines.count)));
  for (const chunk of chunks) lines.write(chunk);
  lines.end();
  feed.end();
  return found.sort((a, b) => a[1] - b[1] || JSON.stringify(a[0]).localeCompare(JSON.stringify(b[0])));
}

test.each(dialects)(
  '$id: an idle recogniser has use for no line without its words',
  (dialect) => {
    // One without words reads every line.
    const always = [{ ...dialect, words: [] }];
    for (const text of [...OUTPUTS.values(), ...FORMS.values()]) expect(read([text], [dialect])).toEqual(read([text], always));
    for (const outputs of [OUTPUTS, FORMS])
      for (let n = 0; n < 150; n++) {
        const { chunks } = mutatedOutput(outputs, 'words', n);
        expect({ n, found: read(chunks, [dialect]) }).toEqual({ n, found: read(chunks, always) });
      }
  },
  120_000,
);

test('a line goes to the dialects whose words it holds, and to those that have something under way', () => {
  const seen: string[] = [];
  const dialect = (id: string, words: readonly string[], length: number): Dialect => ({
    id,
    words,
    start: () => {
      let left = 0;
      return {
        line: (text, number) => {
          seen.push(`${id} ${number} ${text}`);
          left = words.some((word) => text.includes(word)) ? length : left - 1;
        },
        get isIdle() {
          return left <= 0;
        },
        end: () => undefined,
      };
    },
  });
  const feed = new Feed(
    [dialect('a', ['boom', 'oma'], 2), dialect('b', ['mast', 'boo'], 0)],
    { origin: 'terminal', cwd: '', roots: [] },
    () => undefined,
  );
  for (const line of ['quiet', 'boomast', 'one', 'two', 'three', 'xmast', 'boo']) feed.read(`${line}\n`, 1);
  expect(seen).toEqual(['a 1 boomast', 'b 1 boomast', 'a 2 one', 'a 3 two', 'b 5 xmast', 'b 6 boo']);
});

test('words with any number of different rare characters are found', () => {
  const words = Array.from({ length: 80 }, (_, i) => `${String.fromCharCode(0xc0 + i)}!`);
  const seen: string[] = [];
  const many = words.map((word): Dialect => ({
    id: word,
    words: [word],
    start: () => ({ line: (text) => seen.push(`${word} ${text}`), isIdle: true, end: () => undefined }),
  }));
  const feed = new Feed(many, { origin: 'terminal', cwd: '', roots: [] }, () => undefined);
  const text = words.map((word) => `quiet\na ${word} line\n`).join('');
  feed.read(text, 2 * words.length);
  expect(seen).toEqual(words.map((word) => `${word} a ${word} line`));
});

test.each([
  ['jest', '  ● a list'],
  ['vitest', ' FAIL  something'],
  ['tap', 'not ok 1 - x\n---'],
])('%s: what began like a failure and never became one is given up, and keeps little', (id, text) => {
  const dialect = dialects.find((one) => one.id === id);
  if (!dialect) throw new Error(`There is no ${id}.`);
  const recogniser = dialect.start({ origin: 'terminal', cwd: '', roots: [] }, () => undefined);
  const above = { size: 0, at: () => '', nearest: () => 0 };
  let number = 0;
  for (const line of text.split('\n')) recogniser.line(line, number++, above);
  expect(recogniser.isIdle).toBe(false);
  for (let i = 0; i < 3_000; i++) recogniser.line(`key_${i}: value`, number++, above);
  expect(recogniser.isIdle).toBe(true);
});
