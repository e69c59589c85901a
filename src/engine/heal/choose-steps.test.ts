import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemFromDiagnostic } from '../detect/diagnostic';
import type { Patch } from '../patch';
import { applyEdits, editsId, toTextEdits } from '../syntax/edits';
import { SourceText } from '../syntax/source-text';
import { chooseSteps, needsOf } from './choose-steps';

const PATH = '/w/a.py';

/** Replaces the first `from` in each text by `to`, one step after the other. */
function stepsOf(text: string, changes: readonly (readonly [from: string, to: string])[]): { steps: Patch[]; after: string } {
  const steps: Patch[] = [];
  let now = text;
  for (const [from, to] of changes) {
    const at = now.indexOf(from);
    const source = new SourceText(now);
    const edits = [{ path: PATH, version: 1, edits: toTextEdits(source, [{ start: at, end: at + from.length, text: to }]) }];
    const id = editsId(edits);
    const problem = problemFromDiagnostic({
      path: PATH,
      language: 'python',
      source: 'test',
      code: '',
      message: from,
      range: source.range(at, at + from.length),
      severity: 'error',
    });
    steps.push({
      id,
      problem,
      candidate: {
        id,
        title: `${from} to ${to}`,
        explanation: '',
        origin: { kind: 'rule', id: 'test' },
        variant: '',
        family: '',
        features: {},
        edits,
        confidence: 1,
      },
      evidence: [],
      confidence: 1,
      status: 'validated',
    });
    now = applyEdits(now, [{ start: at, end: at + from.length, text: to }]);
  }
  return { steps, after: now };
}

const read =
  (text: string) =>
  (path: string): Promise<string | undefined> =>
    Promise.resolve(path === PATH ? text : undefined);

async function without(text: string, changes: readonly (readonly [string, string])[], ...left: number[]): Promise<[string, string[]]> {
  const { steps } = stepsOf(text, changes);
  const { chain, leftOut } = await chooseSteps(steps, read(text), (step) => !left.includes(steps.indexOf(step)));
  return [chain.changed(PATH) ?? text, leftOut.map(({ candidate }) => candidate.title)];
}

const TEXT = 'one\ntwo\nthree\n';
const CHANGES = [
  ['one', 'import a\none'],
  ['two', 'TWO'],
  ['three', 'THREE'],
] as const;

test('all, some, none', async () => {
  expect(await without(TEXT, CHANGES)).toEqual(['import a\none\nTWO\nTHREE\n', []]);
  expect(await without(TEXT, CHANGES, 0)).toEqual(['one\nTWO\nTHREE\n', []]);
  expect(await without(TEXT, CHANGES, 1)).toEqual(['import a\none\ntwo\nTHREE\n', []]);
  expect(await without(TEXT, CHANGES, 0, 1, 2)).toEqual([TEXT, []]);
});

test('what changes a line that another one wrote or changed is left out with it', async () => {
  const onTop = [
    ['two', 'twice'],
    ['twice', 'TWICE'],
    ['three', 'THREE'],
  ] as const;
  expect(await without(TEXT, onTop, 0)).toEqual(['one\ntwo\nTHREE\n', ['twice to TWICE']]);
  expect(await without(TEXT, onTop, 1)).toEqual(['one\ntwice\nTHREE\n', []]);
  // Nothing is left of a deletion but its line.
  const deleted = [
    ['(x)', ''],
    ['two', 'TWO'],
  ] as const;
  expect(await without('two(x)\n', deleted, 0)).toEqual(['two(x)\n', ['two to TWO']]);
});

test('lines put in at one place do not need each other', async () => {
  const imports = [
    ['one', 'import b\none'],
    ['import b', 'import a\nimport b'],
    ['one', 'import c\none'],
  ] as const;
  expect(await without(TEXT, imports, 0)).toEqual([TEXT.replace('one', 'import a\nimport c\none'), []]);
  expect(await without(TEXT, imports, 1)).toEqual([TEXT.replace('one', 'import b\nimport c\none'), []]);
});

test('property: fixes of different lines, any of them left out, are those of the others alone', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ word: fc.constantFrom('x', 'yy', 'zzz'), to: fc.constantFrom('', 'A', 'BBBB', 'C\nD'), left: fc.boolean() }), {
        minLength: 1,
        maxLength: 8,
      }),
      fc.nat(),
      async (lines, seed) => {
        const text = lines.map(({ word }, i) => `${word}<${i}>\n`).join('');
        const order = lines.map((_, i) => i).sort((a, b) => ((a * 7 + seed) % 11) - ((b * 7 + seed) % 11));
        const changes = order.map((i) => [`${lines[i]?.word ?? ''}<${i}>`, `${lines[i]?.to ?? ''}[${i}]`] as const);
        const { steps, after } = stepsOf(text, changes);
        const all = await chooseSteps(steps, read(text), () => true);
        expect(all.chain.changed(PATH)).toBe(after);
        const { chain, leftOut } = await chooseSteps(steps, read(text), (step) => !lines[order[steps.indexOf(step)] ?? 0]?.left);
        expect(leftOut).toEqual([]);
        expect(chain.changed(PATH) ?? text).toBe(
          lines.map(({ word, to, left }, i) => (left ? `${word}<${i}>\n` : `${to}[${i}]\n`)).join(''),
        );
      },
    ),
  );
});

test('what a step needs', async () => {
  const { steps } = stepsOf(TEXT, [
    ['two', 'twice'],
    ['three', 'THREE'],
    ['twice', 'TWICE'],
  ]);
  expect(await needsOf(steps, read(TEXT))).toEqual([new Set(), new Set(), new Set([0])]);
});
