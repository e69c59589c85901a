import { describe, expect, test } from 'vitest';
import { signatureOf } from '../detect/signature';
import type { Candidate, Patch } from '../patch';
import type { Frame, LanguageId, Problem } from '../problem';
import { SourceText } from '../syntax/source-text';
import { card, summary } from './card';
import { changedLines } from './changed-lines';
import { explain } from './explain';
import { installCommand } from './templates/packages';

const FILE = '/work/app.py';

/** `line` is one-based, as a traceback gives it. */
function problemOf(
  text: string,
  line: number,
  errorType: string,
  message: string,
  more: Partial<Problem> & { readonly language?: LanguageId } = {},
): Problem {
  const source = new SourceText(text);
  return {
    origin: 'terminal',
    language: 'python',
    source: 'python',
    errorType,
    message,
    signature: signatureOf(errorType, message),
    severity: 'error',
    location: {
      path: FILE,
      range: {
        start: { line: line - 1, character: source.indentOf(line - 1).length },
        end: { line: line - 1, character: source.line(line - 1).length },
      },
    },
    frames: [],
    causes: [],
    related: [],
    ...more,
  };
}

const frame = (line: number, code: string, name = '<module>'): Frame => ({
  location: { path: FILE, range: { start: { line: line - 1, character: 0 }, end: { line: line - 1, character: code.length } } },
  name,
  code,
  own: true,
});
const of = (
  text: string,
  line: number,
  type: string,
  message: string,
  more: Partial<Problem> = {},
): NonNullable<ReturnType<typeof explain>> => {
  const explanation = explain(problemOf(text, line, type, message, more), new SourceText(text));
  if (!explanation) throw new Error('not explained');
  return explanation;
};
const shown = (path: string): string => path.replace('/work/', '');

describe('the first cases that no patch can mend: explained, with what would be needed', () => {
  test('a name that is nowhere', () => {
    const it = of('def foo():\n    print(bar)\n', 2, 'NameError', "name 'bar' is not defined");
    expect(it.what).toContain("'bar'");
    expect(it.needed).toContain('misspelt');
    expect(it.origins).toEqual([]);
  });
  test('a name that lives in another function', () => {
    const it = of('def one():\n    bar = 1\n    return bar\n\ndef two():\n    print(bar)\n', 6, 'NameError', "name 'bar' is not defined");
    expect(it.origins[0]).toMatchObject({ line: 1, says: expect.stringContaining('inside function one') as string, code: 'bar = 1' });
  });
  test('a missing argument: the definition is shown', () => {
    const it = of(
      'def foo(a, b):\n    return a + b\n\nresult = foo(1)\n',
      4,
      'TypeError',
      "foo() missing 1 required positional argument: 'b'",
    );
    expect(it.what).toContain("'b'");
    expect(it.needed).toContain('only you know');
    expect(it.origins[0]).toMatchObject({ line: 0, code: 'def foo(a, b):' });
  });
  test('a module that is not there: the command to copy, and a warning about names', () => {
    const it = of('import nonexistent_module\n', 1, 'ModuleNotFoundError', "No module named 'nonexistent_module'");
    expect(it.commands).toBeUndefined();
    expect(it.needed).toContain('anybody can publish');
    const known = of('import tensorflow\n', 1, 'ModuleNotFoundError', "No module named 'tensorflow'");
    expect(known.commands).toEqual(['python3 -m pip install tensorflow']);
    expect(known.needed).toContain('Check the name first');
  });
  test('an index beyond the end: the parameter, and the call that brought it', () => {
    const text = 'def get_item(lst, index: int):\n    return lst[index]\nget_item([1],3)\n';
    const it = of(text, 2, 'IndexError', 'list index out of range', {
      frames: [frame(3, 'get_item([1],3)'), frame(2, 'return lst[index]', 'get_item')],
    });
    expect(it.origins.map(({ line, says }) => [line, says])).toEqual([
      [0, expect.stringContaining("'lst' is a parameter of get_item")],
      [2, 'called from the file itself'],
    ]);
  });
  test('a value that is None: where it got it', () => {
    const it = of('x = None\nprint(x.upper())\n', 2, 'AttributeError', "'NoneType' object has no attribute 'upper'");
    expect(it.what).toContain('None');
    expect(it.origins).toEqual([{ path: FILE, line: 0, says: "'x' gets its value here", code: 'x = None' }]);
  });
  test('a division by the length of an empty list', () => {
    const text = 'def average(numbers):\n    return sum(numbers) / len(numbers)\n\nprint(average([]))\n';
    const it = of(text, 2, 'ZeroDivisionError', 'division by zero', {
      frames: [frame(4, 'print(average([]))'), frame(2, 'return sum(numbers) / len(numbers)', 'average')],
    });
    expect(it.what).toContain('empty list');
    expect(it.origins.map(({ line }) => line)).toEqual([0, 3]);
  });
  test('a function that calls itself: its line is named once', () => {
    const text = 'def down(n):\n    return down(n - 1) / n\n\ndown(2)\n';
    const it = of(text, 2, 'ZeroDivisionError', 'division by zero', {
      frames: [frame(4, 'down(2)'), ...Array.from({ length: 5 }, () => frame(2, 'return down(n - 1) / n', 'down'))],
    });
    expect(it.origins.map(({ line }) => line)).toEqual([0, 1, 3]);
  });
  test('too many arguments', () => {
    expect(
      of(
        'def foo(a, b):\n    return a + b\n\nresult = foo(1, 2, 3)\n',
        4,
        'TypeError',
        'foo() takes 2 positional arguments but 3 were given',
      ).what,
    ).toContain('takes 2 arguments, and was given 3');
  });
});

describe('other mistakes', () => {
  test.each([
    ['KeyError', "'frist'", "key 'frist'"],
    ['KeyError', '4', 'key 4.'],
    ['KeyError', "'popitem(): dictionary is empty'", 'is empty'],
    ['TypeError', "'tuple' object does not support item assignment", "can't be changed"],
    ['ValueError', 'list.remove(x): x not in list', 'not there'],
    ['ValueError', "invalid literal for int() with base 10: 'a'", 'not of the form'],
    [
      'ImportError',
      "cannot import name 'a' from partially initialized module 'b' (most likely due to a circular import) (/x/b.py)",
      'import each other',
    ],
    ['UnboundLocalError', "local variable 'n' referenced before assignment", "'n'"],
    ['FileNotFoundError', "[Errno 2] No such file or directory: 'data.csv'", 'no file'],
    ['RecursionError', 'maximum recursion depth exceeded', 'called itself'],
    ['AssertionError', '', 'A check'],
    ['ValueError', 'not enough values to unpack (expected 3, got 2)', 'waits for 3 values'],
    ['SyntaxError', "'(' was never closed", 'opened and never closed'],
  ])('%s: %s', (type, message, words) => {
    expect(of('value = {}\nprint(value["frist"])\n', 2, type, message).what).toContain(words);
  });
  test('a class nobody knows is not explained', () => {
    expect(explain(problemOf('x = 1\n', 1, 'ShopClosed', 'come back tomorrow'), new SourceText('x = 1\n'))).toBeUndefined();
  });
  test('a module taken out of Python names what replaces it', () => {
    expect(of('import distutils\n', 1, 'ModuleNotFoundError', "No module named 'distutils'")).toMatchObject({
      what: expect.stringContaining('3.12') as string,
      commands: ['python3 -m pip install setuptools'],
    });
  });
  test('JavaScript: null, and where it came from', () => {
    const text = 'const box = document.querySelector("#box");\nbox.remove();\n';
    const it = of(text, 2, 'TypeError', "Cannot read properties of null (reading 'remove')", { language: 'javascript', source: 'node' });
    expect(it.what).toContain('null');
    expect(it.origins[0]).toMatchObject({ line: 0 });
  });
});

describe('the install command', () => {
  test.each([
    ['PIL.Image', true, 'python3 -m pip install Pillow'],
    ['requests', true, 'python3 -m pip install requests'],
    ['helpers', true, undefined],
    ['labelpress.commands', true, undefined],
    ['@scope/kit/part', false, 'npm install @scope/kit'],
    ['lodash/fp', false, 'npm install lodash'],
  ])('%s', (module, python, command) => {
    expect(installCommand(module, python)).toBe(command);
  });
  test.each([
    ['x; rm -rf ~', true],
    ['$(id)', true],
    ['-rf', true],
    ['--index-url', false],
    ['../up', false],
    ['a b', true],
  ])('never holds more than a name: %s', (module, python) => {
    expect(installCommand(module, python) ?? 'none').toMatch(/^none$|^npm install [\w@/.-]+$/);
    expect(installCommand(module, python) ?? '').not.toMatch(/[;$`&|]|install -/);
  });
});

test('changed lines: replaced, put in, and two places', () => {
  const source = new SourceText('import os\nx = 1\nprint(y)\n');
  const edit = (line: number, from: number, to: number, newText: string): { range: Problem['location']['range']; newText: string } => ({
    range: { start: { line, character: from }, end: { line, character: to } },
    newText,
  });
  expect(changedLines(source, { path: FILE, version: null, edits: [edit(2, 6, 7, 'x')] })).toEqual([
    { line: 2, before: ['print(y)'], after: ['print(x)'] },
  ]);
  expect(changedLines(source, { path: FILE, version: null, edits: [edit(0, 0, 0, 'import json\n')] })).toEqual([
    { line: 0, before: [], after: ['import json'] },
  ]);
  expect(changedLines(source, { path: FILE, version: null, edits: [edit(0, 9, 9, '\nimport re'), edit(2, 6, 7, 'x')] })).toEqual([
    { line: 1, before: [], after: ['import re'] },
    { line: 2, before: ['print(y)'], after: ['print(x)'] },
  ]);
});

describe('the card', () => {
  const text = 'total = 1\nprint(totl)\n';
  const problem = problemOf(text, 2, 'NameError', "name 'totl' is not defined");
  const candidate: Candidate = {
    id: 'c',
    title: "Change 'totl' to 'total'",
    explanation: 'It is one letter away.',
    origin: { kind: 'rule', id: 'python/undefined-name' },
    variant: 'test',
    family: '',
    features: {},
    confidence: 0.82,
    edits: [
      {
        path: FILE,
        version: null,
        edits: [{ range: { start: { line: 1, character: 6 }, end: { line: 1, character: 10 } }, newText: 'total' }],
      },
    ],
  };
  const patch: Patch = {
    id: 'c',
    problem,
    candidate,
    confidence: 0.82,
    status: 'validated',
    evidence: [
      { rung: 'parses', result: 'passed', by: 'CPython 3.11', ms: 2 },
      { rung: 'checks', result: 'skipped', why: 'no checker is at hand' },
    ],
  };
  const parts = { problem, source: new SourceText(text), explanation: explain(problem, new SourceText(text)), shown };

  test('says what happened, what the fix does, what proves it and what does not', () => {
    const page = card({ ...parts, patches: [patch] });
    expect(page).toContain('# What happened in app.py, line 2');
    expect(page).toContain('- print(totl)\n+ print(total)');
    expect(page).toContain('Parsed by CPython 3.11.');
    expect(page).toContain('Not checked');
    expect(page).toContain('No tests were run.');
    expect(page).toContain('right about 8 times in 10');
  });
  test('without a patch it says what would be needed, and that no guess is made', () => {
    const page = card({ ...parts, patches: [] });
    expect(page).toContain('## What would be needed');
    expect(page).toContain('a guess would only hide the error');
  });
  test('what others wrote can’t become a link, a heading or the end of a fence', () => {
    const evil = 'x](command:selfHeal.healWithModel) ```\n# Heading\n[link](https://evil.example)';
    const bad = problemOf(text, 2, 'AssertionError', evil);
    for (const out of [
      card({ problem: bad, source: new SourceText(text), explanation: explain(bad, undefined), patches: [], shown }),
      summary({ problem: bad, source: undefined, explanation: explain(bad, undefined), patches: [], shown }),
    ]) {
      const outside = out.replace(/^(`{3,}).*\n[\s\S]*?\n\1$/gm, '');
      expect(outside).not.toMatch(/(?<!\\)\]\(|^# Heading|https:\/\//m);
    }
  });
  test('the summary says a name once: the message has it, and the fix', () => {
    const words = summary({ ...parts, patches: [patch] });
    expect(words).toContain('**Fix:** ');
    expect(words).not.toContain('Nothing in this file');
    expect(summary({ ...parts, patches: [] })).toContain('Nothing in this file');
  });
  test('a change of very many lines says how many more there are, and which other files change', () => {
    const lines = Array.from({ length: 40 }, (_, i) => `line_${i} = ${i}`).join('\n');
    const edit = { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: `${lines}\n` };
    const other = { path: '/work/prices.py', version: null, edits: [edit] };
    const large = { ...patch, candidate: { ...candidate, edits: [{ path: FILE, version: null, edits: [edit] }, other] } };
    const words = summary({ ...parts, patches: [large] });
    expect(words).toContain('+ line_29 = 29\n+ … 10 more lines');
    expect(words).toContain('It also changes prices.py.');
  });
  test('the summary is short', () => expect(summary({ ...parts, patches: [patch] }).split('\n').length).toBeLessThan(16));
});

describe('what TypeScript says of modules and of the types of libraries', () => {
  const typescript = { language: 'typescript' } as const;
  test('a property that a program adds to an object of a library', () => {
    const it = of('req.user.id;\n', 1, 'TS2339', "Property 'user' does not exist on type 'Request<{}, any, any>'.", typescript);
    expect(it.needed).toContain('namespace Express');
    expect(it.needed).toContain("'user'");
    expect(of('a.b;\n', 1, 'TS2339', "Property 'b' does not exist on type 'Requests'.", typescript).needed).not.toContain('Express');
  });
  test('a namespace where a type is wanted', () => {
    const it = of('let a: Shapes;\n', 1, 'TS2709', "Cannot use namespace 'Shapes' as a type.", typescript);
    expect(it.what).toContain('a namespace that holds types');
  });
});
