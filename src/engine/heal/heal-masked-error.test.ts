import { expect, test } from 'vitest';
import { healed } from '../../../test/unit/heal-script';
import { problemFromDiagnostic } from '../detect/diagnostic';
import { syntaxProblem } from '../inspect/remaining-errors';
import { MemoryFiles } from '../project/workspace-files';
import { openPythonProject } from '../project/python-index';
import type { Workspace } from '../project/workspace';
import { patched } from '../syntax/edits';
import { firstFault } from '../syntax/python-parser';
import { SourceText } from '../syntax/source-text';
import { healProblem } from './heal-problem';

const files = new MemoryFiles('/w', new Map());
const workspace: Workspace = { root: '/w', files, interpreter: undefined, python: openPythonProject('/w', files), typescript: undefined };

/** What Pyright says of a word, and what the parser says of the text: the text after the best patch for the word. */
async function healedBeside(
  text: string,
  word: string,
  code = 'reportUndefinedVariable',
  message = `"${word}" is not defined`,
): Promise<string | undefined> {
  const source = new SourceText(text);
  const start = text.indexOf(word);
  const problem = problemFromDiagnostic({
    path: '/w/a.py',
    language: 'python',
    source: 'Pyright',
    code,
    message,
    range: source.range(start, start + word.length),
    severity: 'error',
    related: [],
  });
  const fault = source.positionAt(firstFault(text)?.at ?? 0);
  const broken = syntaxProblem('/w/a.py', source, {
    type: 'SyntaxError',
    message: 'invalid syntax',
    line: fault.line + 1,
    column: fault.character + 1,
  });
  const { signal } = new AbortController();
  const [best] = await healProblem({ problem, source, all: [problem, broken], workspace, version: 1, signal });
  const own = best?.candidate.edits.find((edit) => edit.path === '/w/a.py');
  return own && patched(source, own);
}

const changed = (text: string, from: string, to: string) => ({ text, word: from, after: text.replace(from, to) });

test.each([
  changed(
    'def pick(items):\n    best = Nnoe\n    for one in items:\n        best = one\n    return best\n\ndef color(ctx):\n    retrun ctx.color\n',
    'Nnoe',
    'None',
  ),
  changed('def add(nums):\n    total = 0\n    for n in nums:\n        total += n\n    return totl\n\nx = (1 + 2\ny = 3\n', 'totl', 'total'),
  changed('def twice(amount)\n    return amount * 2\n\ndef more(amount):\n    return amuont + 1\n', 'amuont', 'amount'),
  changed('def show(name):\n    print(nmae)\n\nfor i in range(3)\n    show("x")\n', 'nmae', 'name'),
])('in Python $word stays healed beside a syntax error', async ({ text, word, after }) => {
  expect(await healedBeside(text, word)).toBe(after);
});

test('an import is added to a text that does not parse, and the syntax error is left as it is', async () => {
  const text = 'def load(path):\n    with open(path) as f:\n        return json.load(f)\n\nprint "loaded"\n';
  expect(await healedBeside(text, 'json')).toBe(`import json\n\n\n${text}`);
});

test.each([
  [
    'for (const price of [1]) console.log(prcie);\nexport function name(ctx: { color: string }) {\n  retrun ctx.color;\n}\n',
    'prcie',
    'price',
    2552,
  ],
  ["const words = ['a'];\nconsole.log(words.lenght);\nif (words.length > 1 {\n  console.log('many');\n}\n", 'lenght', 'length', 2551],
  [
    'class Counter {\n  count = 0;\n  add() {\n    count += 1;\n  }\n  show() {\n    console.log("count: " + this.count;\n  }\n}\nnew Counter().add();\n',
    'count +=',
    'this.count +=',
    2663,
  ],
  [
    'export async function title(url: string) {\n  const answer = fetch(url);\n  return answer.text();\n}\nexport const rows = [1, 2, 3;\n',
    'fetch',
    'await fetch',
    2339,
  ],
  ['const colour = 1;\nexport cosnt b = 2;\nconsole.log(colur);\n', 'colur', 'colour', 2552],
] as const)('in TypeScript too: %s', async (text, from, to, code) => {
  expect((await healed(text, { code })).after).toBe(text.replace(from, to));
});
