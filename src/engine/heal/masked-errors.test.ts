import { expect, test } from 'vitest';
import type { Problem } from '../problem';
import type { PythonSyntaxError } from '../project/python-interpreter';
import type { Workspace } from '../project/workspace';
import { healProblem } from './heal-problem';
import { syntaxProblem } from '../inspect/remaining-errors';
import { patched } from '../syntax/edits';
import { firstFault } from '../syntax/python-parser';
import { SourceText } from '../syntax/source-text';

const workspace: Workspace = {
  root: '/w',
  files: { read: () => Promise.resolve(undefined), exists: () => Promise.resolve(false), list: () => Promise.resolve([]) },
  interpreter: undefined,
  python: {
    importsOf: () => Promise.resolve([]),
    definers: () => Promise.resolve([]),
    exports: () => Promise.resolve(undefined),
    modules: () => Promise.resolve(new Set<string>()),
    changed: () => undefined,
  },
  typescript: undefined,
};

async function heal(text: string): Promise<{ readonly texts: string[]; readonly titles: string[] }> {
  const source = new SourceText(text);
  const at = firstFault(text)?.at ?? 0;
  const error: PythonSyntaxError = {
    type: 'SyntaxError',
    message: 'invalid syntax',
    line: source.lineOf(at) + 1,
    column: source.positionAt(at).character + 1,
  };
  const problem = syntaxProblem('/w/a.py', source, error);
  const found = await healProblem({
    problem,
    source,
    all: [problem],
    workspace,
    version: 3,
    signal: new AbortController().signal,
  });
  return {
    texts: found.flatMap((patch) => patch.candidate.edits.map((edit) => patched(source, edit))),
    titles: found.map((patch) => patch.candidate.title),
  };
}

test('several slips, one patch of minimal edits', async () => {
  const { texts, titles } = await heal('def f(x)\n    if x = 1:\n        print "one"\n    return x\n');
  expect(texts[0]).toBe('def f(x):\n    if x == 1:\n        print("one")\n    return x\n');
  expect(titles[0]).toMatch(/^Add ':' .*, and 2 more$/);
});

test('one slip stays one patch', async () => {
  const { texts, titles } = await heal('if x\n    go()\n');
  expect([texts[0], titles[0]]).toEqual(['if x:\n    go()\n', "Add ':' after the 'if' line"]);
});

test('the same mistake over and over costs little of the rounds', async () => {
  const lines = Array.from({ length: 15 }, (_, i) => `print "line ${i}"`);
  const { texts } = await heal(`${lines.join('\n')}\n`);
  expect(texts[0]).toBe(`${lines.map((line) => line.replace(/print (.*)/, 'print($1)')).join('\n')}\n`);
});

test('an error that is shown itself is not mended along: it has a fix of its own', async () => {
  const text = 'if x\n    go()\nif y\n    stop()\n';
  const source = new SourceText(text);
  const at = (line: number, column: number): Problem => ({
    ...syntaxProblem('/w/a.py', source, { type: 'SyntaxError', message: "expected ':'", line, column }),
    source: 'Pyright',
  });
  const [first, second] = [at(1, 5), at(3, 5)];
  const request = { source, all: [first, second], workspace, version: 3, signal: new AbortController().signal };
  const [one] = await healProblem({ ...request, problem: first });
  const [two] = await healProblem({ ...request, problem: second });
  expect(one?.candidate.edits.map((edit) => patched(source, edit))).toEqual(['if x:\n    go()\nif y\n    stop()\n']);
  expect(two?.candidate.edits.map((edit) => patched(source, edit))).toEqual(['if x\n    go()\nif y:\n    stop()\n']);
});

test('nothing for what nobody can guess, and at most three', async () => {
  expect((await heal(')))) ((((\n')).texts).toEqual([]);
  expect((await heal('x = foo(a b)\n')).texts.length).toBeLessThanOrEqual(3);
});

test("Python 2's other print goes along, though it parses", async () => {
  expect((await heal('import sys\ntry:\n    go()\nexcept IOError, e:\n    print >>sys.stderr, "failed", e\n')).texts[0]).toBe(
    'import sys\ntry:\n    go()\nexcept IOError as e:\n    print("failed", e, file=sys.stderr)\n',
  );
});

test.each([
  ['class A:\n    def f(self)\n        return this.x + this.y\n', 'class A:\n    def f(self):\n        return self.x + self.y\n'],
  ['def f(xs)\n    low = infinity\n    return sort(xs), low\n', "def f(xs):\n    low = float('inf')\n    return sorted(xs), low\n"],
])('what other languages call it is mended with the syntax: %j', async (before, after) => {
  expect((await heal(before)).texts[0]).toBe(after);
});

const WHOLE = 'def mean(xs)\n    total = 0\n    for x in xs:\n        total += x\n    return total / len(xs)\n\nprint(mean([1, 2]))\n';

test('silent where the program has another mistake that nobody knows', async () => {
  expect((await heal(WHOLE)).texts[0]).toBe(WHOLE.replace('(xs)\n', '(xs):\n'));
  expect((await heal(WHOLE.replace('print(mean', 'print(undefined_thing + mean'))).texts).toEqual([]);
  // What a library has lacks its import, and a slip is mended along.
  expect((await heal(WHOLE.replace('print(mean', 'print(math.pi + mean'))).texts).toHaveLength(1);
  expect((await heal(WHOLE.replace('total / len', 'totl / len'))).texts[0]).toBe(WHOLE.replace('(xs)\n', '(xs):\n'));
});

test('names that come from elsewhere stay', async () => {
  expect((await heal('def f(xs: List[int]) -> List[int]\n    return Counter(xs)\n')).texts[0]).toBe(
    'def f(xs: List[int]) -> List[int]:\n    return Counter(xs)\n',
  );
});
