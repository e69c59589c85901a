import { describe, expect, it } from 'vitest';
import { detectText } from '../../detect/detect';
import type { LanguageId, Problem, Range } from '../../problem';
import { SourceText } from '../../syntax/source-text';
import { counterpart } from './counterpart';
import { lineMap } from './line-map';
import { whyDead } from './living-value';
import { isNameError } from './watched-operation';
import { operationAt, operationIn } from './operation';
import { addedSurroundings } from './surroundings';

/** A text without its `«»`, and the range that they mark. */
function marked(text: string): { source: SourceText; range: Range } {
  const [start, end] = [text.indexOf('«'), text.indexOf('»') - 1];
  const source = new SourceText(text.replace(/[«»]/g, ''));
  return { source, range: source.range(start, end) };
}

function error(language: LanguageId, errorType: string, message: string): Problem {
  const text =
    language === 'python'
      ? `Traceback (most recent call last):\n  File "/p/m.py", line 1, in <module>\n${errorType}: ${message}\n`
      : `${errorType}: ${message}\n    at f (/p/m.js:1:1)\n`;
  const problem = detectText(text, { cwd: '/p', roots: ['/p'], origin: 'terminal' })[0];
  if (!problem) throw new Error('no problem');
  return problem;
}

const INDEX = error('python', 'IndexError', 'list index out of range');
const UNDEFINED = error('javascript', 'TypeError', "Cannot read properties of undefined (reading 'b')");
const TOTL = error('python', 'NameError', "name 'totl' is not defined");

describe('the operation that failed', () => {
  it.each<[string, string, Problem, string]>([
    ['what a traceback marks', 'print(«rows[3]»)\n', INDEX, 'rows[3]'],
    ['a call that is marked on its first line', 'print(\n    «f(1,»\n      "2"))\n', error('python', 'TypeError', 'x'), 'f(1,\n      "2")'],
    ['an attribute', 'print(«x.foo».bar)\n', error('python', 'AttributeError', "'int' object has no attribute 'foo'"), 'x.foo'],
    ['what is grown in place', 'd = {}\n«d[1]» += 1\n', error('python', 'KeyError', '1'), 'd[1] += 1'],
    ['a name, unmarked', '«total = 1 + totl * 2»\n', TOTL, 'totl'],
    ['the index, unmarked', '«print(rows[3])»\n', INDEX, 'rows[3]'],
    ['what holds both, unmarked', '«print(rows[3] + rows[4])»\n', INDEX, 'rows[3] + rows[4]'],
    ['the key, unmarked', `«print(d['a'], d['b'])»\n`, error('python', 'KeyError', "'b'"), "d['b']"],
    ['a division, unmarked', '«x = 1 + a / b»\n', error('python', 'ZeroDivisionError', 'division by zero'), 'a / b'],
    ['nothing that the words name: the whole expression', '«print(f(1))»\n', error('python', 'ValueError', 'no'), 'print(f(1))'],
    ['the head of a loop', '«for i in n:»\n    print(i)\n', error('python', 'TypeError', "'int' object is not iterable"), 'n'],
    ['a member, by its column', 'console.log(a.b«»)\n', UNDEFINED, 'console.log(a.b)'],
    ['a member, by its name', 'console.log(a.«b»);\n', UNDEFINED, 'a.b'],
    ['a call, by what is called', 'x = a.«foo»(1);\n', error('javascript', 'TypeError', 'a.foo is not a function'), 'a.foo(1)'],
    ['a name that is called', 'x = «foo»(1);\n', error('javascript', 'ReferenceError', 'foo is not defined'), 'foo'],
  ])('%s', async (_, text, problem, expected) => {
    const { source, range } = marked(text);
    const found = await operationAt(source, problem, range);
    expect(found && source.slice(found.range)).toBe(expected);
  });

  it.each(['', '\n', '# only a comment\n', 'def f(\n', '\u0000'])('never throws: %j', async (text) => {
    const source = new SourceText(text);
    await expect(operationAt(source, INDEX, source.range(0, 0))).resolves.not.toBeNull();
    await expect(operationIn(source, 'python', { start: 0, end: text.length })).resolves.not.toBeNull();
  });
});

describe('its counterpart', () => {
  it.each([
    ['print(«rows[3]»)\n', 'print(rows[-1])\n', 'rows[-1]'],
    ['print(«rows[3]»)\n', 'x = 1\nprint(rows[3])\n', 'rows[3]'],
    ['print(«d[k]»)\n', 'print(d.get(k))\n', 'd.get(k)'],
    ['print(«totl»)\n', 'print(total)\n', 'total'],
    ['print(«"n" + n»)\n', 'print("n" + str(n))\n', '"n" + str(n'],
    ['print(«rows[3]»)\n', 'show = lambda: print(rows[3])\n', 'rows[3]'],
    ['print(«rows[3]»)\n', 'if len(rows) > 3:\n    print(rows[3])\n', 'rows[3]'],
    ['print(«rows[3]»)\n', 'print(rows[0])\nprint(rows[3])\n', 'rows[3]'],
    ['«rows[3]»\n', '', undefined],
  ])('%j in %j', (before, after, expected) => {
    const { source, range } = marked(before);
    const patched = new SourceText(after);
    const span = { start: source.offsetAt(range.start), end: source.offsetAt(range.end) };
    const found = counterpart(source, patched, lineMap(source.text, after), span);
    expect(found && after.slice(found.start, found.end)).toBe(expected);
  });
});

/** What is said of a patch, or `nothing`. */
async function said(before: string, after: string, problem: Problem): Promise<string> {
  const { source, range } = marked(before);
  const patched = new SourceText(after);
  const was = await operationAt(source, problem, range);
  if (!was) return 'no operation';
  const map = lineMap(source.text, after);
  const span = counterpart(source, patched, map, was.span);
  const is = span && (await operationIn(patched, problem.language, span));
  if (!is) return 'no counterpart';
  const { name } = problem.signature.holes;
  return (
    addedSurroundings(was.surroundings, is.surroundings, name) ??
    whyDead(was, is, { name, isNameError: isNameError(problem), message: problem.message, added: map.added }) ??
    'nothing'
  );
}

describe('what a patch puts around it', () => {
  const rows = 'rows = []\nprint(«rows[3]»)\n';
  const python = (line: string): string => `rows = []\n${line}\n`;
  const script = 'const a = {};\nconsole.log(a.b.«b»);\n';
  const js = (line: string): string => `const a = {};\n${line}\n`;
  it.each<[string, string, Problem, string]>([
    [rows, python('show = lambda: print(rows[3])'), INDEX, 'a function of its own'],
    [rows, python('def show():\n    print(rows[3])'), INDEX, 'a function of its own'],
    [rows, python('rows and print(rows[3])'), INDEX, 'a short-circuit'],
    [rows, python('print(rows[3] if rows else 0)'), INDEX, 'a conditional expression'],
    [rows, python('if rows:\n    print(rows[3])'), INDEX, 'a condition'],
    [rows, python('if not rows:\n    pass\nelif rows:\n    print(rows[3])'), INDEX, 'a condition'],
    [rows, python('while rows:\n    print(rows[3])'), INDEX, 'a loop'],
    [rows, python('for _ in rows:\n    print(rows[3])'), INDEX, 'a loop'],
    [rows, python('g = (rows[3] for _ in "a")\nprint(g)'), INDEX, 'a generator'],
    [rows, python('try:\n    print(rows[3])\nexcept IndexError:\n    print(0)'), INDEX, 'a handler of errors'],
    [rows, python('match rows:\n    case [_]:\n        print(rows[3])'), INDEX, 'a condition'],
    [rows, python('print(list(map(str, [rows[-1]])))'), INDEX, 'nothing'],
    [rows, python('print(map(str, [rows[-1]]))'), INDEX, 'a call that does its work later or never'],
    [rows, python('print((rows[0]))'), INDEX, 'nothing'],
    [rows, python('with open("f") as f:\n    print(rows[0])'), INDEX, 'nothing'],
    [
      'def f(rows):\n    print(«rows[3]»)\n',
      'def f(rows):\n    if not rows:\n        return\n    print(rows[3])\n',
      INDEX,
      'a way to leave before it',
    ],
    [
      'def f(rows):\n    if «rows[3]»:\n        return 1\n    return 2\n',
      'def f(rows):\n    if rows[-1]:\n        return 1\n    return 2\n',
      INDEX,
      'nothing',
    ],
    ['for r in rows:\n    print(«r[3]»)\n', 'for r in rows:\n    print(r[3])\n    break\n', INDEX, 'a way to leave before it'],
    ['for r in rows:\n    print(«r[3]»)\n', 'for r in rows[:1]:\n    print(r[3])\n', INDEX, 'a loop over less than before'],
    ['def f(x):\n    if totl:\n        return «totl»\n', 'def f(x):\n    if x:\n        return x\n', TOTL, 'nothing'],
    ['def f(x):\n    if x:\n        return «totl»\n', 'def f(x):\n    if x > 1:\n        return x\n', TOTL, 'another condition'],
    [script, js('const f = () => a.b.b;\nconsole.log(f);'), UNDEFINED, 'a function of its own'],
    [script, js('console.log(a.b && a.b.b);'), UNDEFINED, 'a short-circuit'],
    [script, js('console.log(a.b?.b);'), UNDEFINED, 'a short-circuit'],
    [script, js('console.log(a.b ? a.b.b : 0);'), UNDEFINED, 'a conditional expression'],
    [script, js('if (a.b) console.log(a.b.b);'), UNDEFINED, 'a condition'],
    [script, js('if (!a.b) console.log(0);\nelse console.log(a.b.b);'), UNDEFINED, 'a condition'],
    [script, js('try {\n  console.log(a.b.b);\n} catch (e) {\n  console.log(e);\n}'), UNDEFINED, 'a handler of errors'],
    [script, js('if (!a.b) throw 1;\nconsole.log(a.b.b);'), UNDEFINED, 'a way to leave before it'],
    [script, js('console.log(a.c.b);'), UNDEFINED, 'nothing'],
    [script, js('console.log(a.b.b ?? 0);'), UNDEFINED, 'nothing'],
  ])('%j → %j', async (before, after, problem, expected) => {
    expect(await said(before, after, problem)).toBe(expected);
  });
});

describe('whether its value lives', () => {
  const self = (line: string): string => `class A:\n    def __init__(self):\n        self.n = 0\n    def f(self, x):\n${line}`;
  it.each<[string, string, Problem, RegExp]>([
    [
      self('        «n» += x\n'),
      self('        x += x\n'),
      error('python', 'UnboundLocalError', "cannot access local variable 'n' where it is not associated with a value"),
      /of itself alone/,
    ],
    [
      self('        «n» += x\n        return n\n'),
      self('        n = 0\n        n += x\n        return n\n'),
      error('python', 'UnboundLocalError', "cannot access local variable 'n' where it is not associated with a value"),
      /'n' of its own/,
    ],
    [
      self('        «n» += x\n'),
      self('        self.n += x\n'),
      error('python', 'UnboundLocalError', "cannot access local variable 'n' where it is not associated with a value"),
      /nothing/,
    ],
    [
      'def f():\n    n = «n» + 1\n',
      'def f():\n    n = 0\n    n = n + 1\n',
      error('python', 'UnboundLocalError', "cannot access local variable 'n' where it is not associated with a value"),
      /nothing reads 'n'/,
    ],
    [
      'def f():\n    n = «n» + 1\n    return n\n',
      'def f():\n    n = 0\n    n = n + 1\n    return n\n',
      error('python', 'UnboundLocalError', "cannot access local variable 'n' where it is not associated with a value"),
      /^nothing$/,
    ],
    ['print(«totl»)\n', 'x = totl = 1\nx = x\nprint(totl)\n', TOTL, /of itself alone/],
    ['print(«rows[3]»)\n', 'row = rows[0]\n', INDEX, /nothing reads 'row'/],
    ['print(«rows[3]»)\n', 'rows[0]\n', INDEX, /nothing uses/],
    ['row = «rows[3]»\n', 'row = rows[0]\n', INDEX, /^nothing$/],
    [
      'function f() {\n  count = «count» + 1;\n}\n',
      'function f() {\n  let count = 0;\n  count = count + 1;\n}\n',
      error('javascript', 'ReferenceError', 'count is not defined'),
      /nothing reads 'count'/,
    ],
    [
      'let count = 0;\nfunction f() {\n  return «count.b»;\n}\n',
      'let count = 0;\nfunction f() {\n  const count = {};\n  return count.b;\n}\n',
      UNDEFINED,
      /'count' of its own/,
    ],
  ])('%j → %j', async (before, after, problem, expected) => {
    expect(await said(before, after, problem)).toMatch(expected);
  });
});
