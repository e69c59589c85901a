// A syntax error behind others has its own fix, for the text as it is.

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MemoryFiles, openWorkspace, patched, problemFromDiagnostic, SourceText, type Patch, type Problem } from '../../src/engine';
import { healProblem } from '../../src/engine/heal/heal-problem';
import { applyEdits } from '../../src/engine/syntax/edits';
import { PatchedText } from '../../src/engine/syntax/patched-text';
import type { OpenedWorkspace } from '../../src/engine/project/open-workspace';

const PATH = '/nowhere/a.py';
let opened: OpenedWorkspace;
beforeAll(async () => {
  opened = await openWorkspace({
    root: '/nowhere',
    files: new MemoryFiles('/nowhere', new Map()),
    trusted: true,
    typescriptFolders: [],
    index: false,
  });
});
afterAll(() => opened.dispose());

async function both(
  text: string,
  places: readonly [string, string],
  message: string,
): Promise<{ first: Patch[]; second: Patch[]; source: SourceText }> {
  const source = new SourceText(text);
  const problems = places.map((place): Problem => {
    const at = text.indexOf(place) + place.length;
    return problemFromDiagnostic({
      path: PATH,
      language: 'python',
      source: 'Pyright',
      code: '',
      message,
      range: source.range(at, at),
      severity: 'error',
      related: [],
    });
  });
  const [one, two] = problems as [Problem, Problem];
  const request = { source, version: 3, all: problems, workspace: opened.workspace, signal: new AbortController().signal };
  const first = await healProblem({ ...request, problem: one });
  return { first, second: await healProblem({ ...request, problem: two, earlier: first.slice(0, 1) }), source };
}

test('the second missing colon', async () => {
  const { second, source } = await both(
    'def area(w, h)\n    return w * h\n\ndef show(items)\n    print(items)\n',
    ['area(w, h)', 'show(items)'],
    'Expected ":"',
  );
  const [edit] = second[0]?.candidate.edits ?? [];
  expect(edit && patched(source, edit)).toBe('def area(w, h)\n    return w * h\n\ndef show(items):\n    print(items)\n');
  expect(edit?.version).toBe(3);
  expect(second[0]?.evidence[0]).toMatchObject({ rung: 'parses', result: 'passed', why: expect.stringContaining('before it') as string });
});

test('an error that only follows from the first gets no fix of its own', async () => {
  const { first, second } = await both('x = (1 +\ny = 2\nprint(x, y)\n', ['x = (1 +', 'print(x, y)'], 'Expected expression');
  // What mends the first mends it too, and may stand at both.
  expect(second.filter(({ id }) => !first.some((known) => known.id === id))).toEqual([]);
});

test('property: an offset outside the edits comes back to where it was', () => {
  const edits = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 3 }), fc.string({ maxLength: 4 })), { maxLength: 5 })
    .map((steps) => {
      let at = 1;
      return steps.map(([gap, length, text]) => {
        const start = at + gap;
        at = start + length + 1;
        return { start, end: start + length, text };
      });
    });
  fc.assert(
    fc.property(edits, fc.integer({ min: 0, max: 60 }), (list, offset) => {
      const text = 'abcdefghij'.repeat(6);
      fc.pre(!list.some((edit) => edit.start <= offset && offset <= edit.end));
      const patch = PatchedText.of(text).edited(list);
      const there = patch.fromOriginal(offset);
      expect(patch.toOriginal(there)).toBe(offset);
      expect(applyEdits(text, list)[there]).toBe(text[offset]);
    }),
  );
});
