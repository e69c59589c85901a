// Patches that make the failing line run without its work, or make its value worth nothing: no proof. And right ones, which are.

import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unsandboxed } from '../../../../test/unit/unsandboxed';
import { detectText } from '../../detect/detect';
import { settle } from '../../detect/settle-columns';
import type { Range } from '../../problem';
import { SourceText } from '../../syntax/source-text';
import type { SandboxRun } from '../sandbox/sandbox';
import { Rerunner } from './rerunner';
import { lineMap } from './line-map';

let here: Awaited<ReturnType<typeof unsandboxed>>;
const rerunner = new Rerunner();
/** What a program shows, once for all its patches. */
const shown = new Map<string, Promise<SandboxRun>>();
beforeAll(async () => {
  here = await unsandboxed();
});
afterAll(() => here.dispose());

/** The verdict on a patch of `main.py` or `main.js`; the program itself shows the problem. `line`: how it is run. */
async function verdict(
  name: string,
  before: string,
  after: string,
  others: Readonly<Record<string, string>> = {},
  line?: string,
): Promise<string> {
  const command = line ?? (name.endsWith('.py') ? `python3 ${name}` : `node ${name}`);
  const files = new Map([[name, before], ...Object.entries(others)].map(([file, text]) => [path.join(here.root, file ?? ''), text ?? '']));
  const signal = AbortSignal.timeout(60_000);
  const key = JSON.stringify([command, ...files]);
  const run = shown.get(key) ?? here.sandbox.run({ argv: ['/bin/sh', '-c', command], cwd: here.root, root: here.root, files, signal });
  shown.set(key, run);
  const { stdout, stderr } = await run;
  const problem = detectText(`${stdout}\n${stderr}`, { cwd: here.root, roots: [here.root], origin: 'terminal' }).at(-1);
  if (!problem) throw new Error(`no problem in: ${stderr}`);
  const file = problem.location.path;
  const patched = new Map([...files, [path.join(here.root, name), after]]);
  const source = new SourceText(files.get(file) ?? '');
  const settled = settle(problem, (_, number) => source.line(number));
  const number = lineMap(files.get(file) ?? '', patched.get(file) ?? '').newLine(settled.location.range.start.line);
  const statement: Range | undefined =
    number === undefined ? undefined : { start: { line: number, character: 0 }, end: { line: number, character: 0 } };
  const { rung } = await rerunner.rerun({
    problem,
    command: { line: command, cwd: here.root, exitCode: 1 },
    root: here.root,
    before: files,
    after: patched,
    statement,
    sandbox: here.sandbox,
    limits: { ms: 15_000 },
    signal,
  });
  return `${rung.result}${rung.why === undefined ? '' : `: ${rung.why}`}`;
}

type Row = readonly [what: string, before: string, after: string];

const ROWS = 'rows = [1]\nprint(rows[3])\nprint("end")\n';
const KEYS = 'd = {"a": 1, "c": 3}\nfor k in ["a", "b", "c"]:\n    print(d[k])\n';
const JS_ROWS = 'const rows = [{ name: "a" }];\nconsole.log(rows[3].name);\nconsole.log("end");\n';
const JS_KEYS = 'const d = { a: [1], c: [3] };\nfor (const k of ["a", "b", "c"]) {\n  console.log(d[k].length);\n}\n';
const JS_LRU = `class Lru {
  constructor(limit) { this.limit = limit; this.entries = new Map(); }
  put(k, v) {
    this.entries.set(k, v);
    if (this.entries.size > limit) {
      console.log("full");
    }
  }
}
new Lru(2).put("a", 1);
console.log("end");
`;
const JS_CELLS =
  'function alive(cells) {\n  return cells.join("").split("").fitler((cell) => cell === "#").length);\n}\nconsole.log(alive(["#"]));\n'.replace(
    'length);',
    'length;',
  );
const RETURNED = 'def show(shape):\n    return "{} of".format(sahpe)\nprint(show("a"))\n';
const rows = (line: string): string => ROWS.replace('print(rows[3])', line);
const keys = (line: string): string => KEYS.replace('    print(d[k])', line);
const jsRows = (line: string): string => JS_ROWS.replace('console.log(rows[3].name);', line);
const jsKeys = (line: string): string => JS_KEYS.replace('  console.log(d[k].length);', line);

const HIDDEN_IN_PYTHON: readonly Row[] = [
  [
    'a list that something is taken out of above',
    'xs = ["1", "x"]\nfor x in xs:\n    print(int(x))\n',
    'xs = ["1", "x"]\nxs.pop()\nfor x in xs:\n    print(int(x))\n',
  ],
  ['a text', ROWS, rows('print("rows[3]")')],
  ['a text over several lines', ROWS, rows("'''\nprint(rows[3])\n'''")],
  ['a comment', ROWS, rows('print("x")  # rows[3]')],
  [
    'a list that is filtered above',
    KEYS.replace('["a", "b", "c"]', 'ks').replace(/^/, 'ks = ["a", "b", "c"]\n'),
    KEYS.replace('["a", "b", "c"]', 'ks').replace(/^/, 'ks = ["a", "b", "c"]\nks = [k for k in ks if k != "b"]\n'),
  ],
  [
    'a list that is cut above',
    'xs = ["1", "x"]\nfor x in xs:\n    print(int(x))\n',
    'xs = ["1", "x"]\nxs = xs[:1]\nfor x in xs:\n    print(int(x))\n',
  ],
  ['a loop over the keys that are there', KEYS, KEYS.replace('["a", "b", "c"]', 'd')],
  ['a comparison that ends before it', ROWS, rows('print(1 > 2 > rows[3])')],
  ['a lambda', ROWS, rows('show = lambda: print(rows[3])')],
  ['a function that nobody calls', ROWS, rows('def show():\n    print(rows[3])')],
  ['a short-circuit', ROWS, rows('len(rows) > 3 and print(rows[3])')],
  ['an or', ROWS, rows('len(rows) < 4 or print(rows[3])')],
  ['a loop that does not begin', ROWS, rows('while len(rows) > 3:\n    print(rows[3])\n    break')],
  ['a condition', ROWS, rows('if len(rows) > 3:\n    print(rows[3])')],
  ['a condition in one line', ROWS, rows('if len(rows) > 3: print(rows[3])')],
  ['a match', ROWS, rows('match len(rows):\n    case 4:\n        print(rows[3])')],
  ['a conditional expression', ROWS, rows('print(rows[3] if len(rows) > 3 else None)')],
  ['a conditional expression around all', ROWS, rows('print(rows[3]) if len(rows) > 3 else None')],
  ['a generator', ROWS, rows('(print(rows[3]) for _ in [1])')],
  ['a comprehension over nothing', ROWS, rows('[print(rows[3]) for _ in rows[1:]]')],
  ['a lazy map', ROWS, rows('map(print, [0 and rows[3]])')],
  [
    'a generator for a list',
    'rows = ["1", "x"]\nvalues = [int(row) for row in rows]\nprint(values)\n',
    'rows = ["1", "x"]\nvalues = (int(row) for row in rows)\nprint(values)\n',
  ],
  [
    'a map for a list',
    'rows = ["1", "x"]\nvalues = [int(row) for row in rows]\nprint(values)\n',
    'rows = ["1", "x"]\nvalues = map(int, rows)\nprint(values)\n',
  ],
  [
    'a map for a loop',
    'rows = ["1", "x"]\nfor row in rows:\n    print(int(row))\nprint("end")\n',
    'rows = ["1", "x"]\nmap(lambda row: print(int(row)), rows)\nprint("end")\n',
  ],
  [
    'a partial',
    'from functools import partial\nrows = [1]\ndef show(x):\n    print(x.foo)\nshow(rows)\n',
    'from functools import partial\nrows = [1]\ndef show(x):\n    print(x.foo)\npartial(show, rows)\n',
  ],
  ['a function that became a generator', 'def f(rows):\n    print(rows[3])\nf([1])\n', 'def f(rows):\n    yield print(rows[3])\nf([1])\n'],
  [
    'a function that became a coroutine',
    'def f(rows):\n    print(rows[3])\nf([1])\n',
    'async def f(rows):\n    print(rows[3])\nf([1]).close()\n',
  ],
  [
    'a decorator',
    'def f(rows):\n    print(rows[3])\nf([1])\n',
    'def once(g):\n    return lambda *a: None\n@once\ndef f(rows):\n    print(rows[3])\nf([1])\n',
  ],
  ['a key that is skipped', KEYS, keys('    k in d and print(d[k])')],
  ['a key that is skipped by a condition', KEYS, keys('    if k in d:\n        print(d[k])')],
  ['a key that is skipped by continue', KEYS, keys('    if k not in d:\n        continue\n    print(d[k])')],
  ['a key that is skipped by a conditional expression', KEYS, keys('    print(d[k] if k in d else 0)')],
  ['a key that the loop does not come to', KEYS, KEYS.replace('in ["a", "b", "c"]', 'in [k for k in ["a", "b", "c"] if k in d]')],
  ['a key that a filter takes out', KEYS, KEYS.replace('["a", "b", "c"]', 'filter(d.get, ["a", "b", "c"])')],
  ['a key that was taken out of the list', KEYS, KEYS.replace('"a", "b", "c"]', '"a", "c"]')],
  ['a loop that leaves', KEYS, keys('    if k == "b":\n        break\n    print(d[k])')],
  [
    'a comprehension with a condition',
    'd = {"a": 1, "c": 3}\nprint([d[k] for k in "abc"])\n',
    'd = {"a": 1, "c": 3}\nprint([d[k] for k in "abc" if k in d])\n',
  ],
  [
    'another condition',
    KEYS.replace('    print(d[k])', '    if k:\n        print(d[k])'),
    KEYS.replace('    print(d[k])', '    if k in d:\n        print(d[k])'),
  ],
  [
    'another short-circuit',
    KEYS.replace('    print(d[k])', '    k and print(d[k])'),
    KEYS.replace('    print(d[k])', '    k in d and print(d[k])'),
  ],
  [
    'an early return',
    'd = {"a": 1, "c": 3}\ndef show(k):\n    print(d[k])\nfor k in "abc":\n    show(k)\n',
    'd = {"a": 1, "c": 3}\ndef show(k):\n    if k not in d:\n        return\n    print(d[k])\nfor k in "abc":\n    show(k)\n',
  ],
  [
    'a condition around the call',
    'd = {"a": 1, "c": 3}\ndef show(k):\n    print(d[k])\nfor k in "abc":\n    show(k)\n',
    'd = {"a": 1, "c": 3}\ndef show(k):\n    print(d[k])\nfor k in "abc":\n    if k in d:\n        show(k)\n',
  ],
  [
    'the last line of a file cut off',
    'lines = ["1", "2", "x"]\nfor line in lines:\n    print(int(line))\n',
    'lines = ["1", "2", "x"]\nfor line in lines[:2]:\n    print(int(line))\n',
  ],
  [
    'a loop one shorter that had no bound',
    'lines = ["1", "2", "x"]\nfor n in range(3):\n    print(int(lines[n]))\n',
    'lines = ["1", "2", "x"]\nfor n in range(2):\n    print(int(lines[n]))\n',
  ],
  [
    'an operation of a comprehension over less',
    'xs = ["1", "2", "x"]\nprint([int(x) for x in xs])\n',
    'xs = ["1", "2", "x"]\nprint([int(x) for x in []])\n',
  ],
  [
    'a short-circuit that was there and now does not go on',
    'xs = [1]\nok = True\nprint(ok and xs[3])\nprint(ok)\n',
    'xs = [1]\nok = False\nprint(ok and xs[3])\nprint(ok)\n',
  ],
  ['the value is not asked for any more', ROWS, rows('rows[-1]')],
  [
    'a handler of its own',
    `class Quiet:\n    def __enter__(self):\n        return self\n    def __exit__(self, *args):\n        return True\n${ROWS}`,
    `class Quiet:\n    def __enter__(self):\n        return self\n    def __exit__(self, *args):\n        return True\n${rows('with Quiet():\n    print(rows[3])')}`,
  ],
];

const DEAD_IN_PYTHON: readonly Row[] = [
  [
    'a default that is all there ever is',
    'd = {1: [2]}\nfor x in d[len(d) + 1]:\n    print(x)\n',
    'd = {1: [2]}\nfor x in d.get(len(d) + 1, []):\n    print(x)\n',
  ],
  [
    'a list that begins anew with each step',
    'for x in [1, 2]:\n    kept.append(x)\nprint(kept)\n',
    'for x in [1, 2]:\n    kept = []\n    kept.append(x)\nprint(kept)\n',
  ],
  [
    'a list that grows, and is not the one that is read',
    'history = []\nfor x in [1, 2]:\n    histoy.append(x)\nprint(history)\n',
    'history = []\nhistoy = []\nfor x in [1, 2]:\n    histoy.append(x)\nprint(history)\n',
  ],
  [
    'a copy that is changed',
    'rows = ["a"]\nn = 1\nrows.append("b" + n)\nprint(rows)\n',
    'rows = ["a"]\nn = 1\nrows[:].append("b" + str(n))\nprint(rows)\n',
  ],
  [
    'output that is gone',
    'class Log:\n    def emit(self, x):\n        return x\nprint(Log().emt(1))\n',
    'class Log:\n    def emit(self, x):\n        return x\nLog().emit(1)\n',
  ],
  [
    'a default for a slip',
    'class Clock:\n    def tick(self):\n        return 1\nprint(Clock().tik())\n',
    'class Clock:\n    def tick(self):\n        return 1\nprint(getattr(Clock(), "tik", lambda: 0)())\n',
  ],
  [
    'a sum that is only its last part',
    'value = 2\ntotal = 1\ntotal += vaule\nprint(total)\n',
    'value = 2\ntotal = 1\ntotal = value\nprint(total)\n',
  ],
  ['a return that is gone', RETURNED, RETURNED.replace('return "{} of".format(sahpe)', '"{} of".format(shape)')],
  ['a function made up', 'print(twice(2))\n', 'def twice(x):\n    return x\n\n\nprint(twice(2))\n'],
  ['a function made up in a line', 'print(twice(2))\n', 'twice = lambda *given: None\nprint(twice(2))\n'],
  ['a method made up', 'class A:\n    pass\nprint(A().size())\n', 'class A:\n    def size(self):\n        return 0\nprint(A().size())\n'],
  [
    'an attribute that begins anew each time',
    'class A:\n    def pay(self, n):\n        self.paid += n\n        return self.paid\nprint(A().pay(2))\n',
    'class A:\n    def pay(self, n):\n        self.paid = 0\n        self.paid += n\n        return self.paid\nprint(A().pay(2))\n',
  ],
  [
    'a key that begins anew each time',
    'd = {}\nfor k in "aba":\n    d[k] += 1\nprint(d)\n',
    'd = {}\nfor k in "aba":\n    d[k] = 0\n    d[k] += 1\nprint(d)\n',
  ],
  [
    'a default for a missing name',
    'def f(rows):\n    print(rows, totl)\nf([1])\n',
    'def f(rows, totl=None):\n    print(rows, totl)\nf([1])\n',
  ],
  ['a value that is left lying', ROWS, rows('str(rows[0])')],
  ['a comparison that is left lying', ROWS, rows('rows[0] == 1')],
  [
    'a parameter added to itself in place of an attribute',
    'class Account:\n    def __init__(self):\n        self.balance = 0\n    def pay(self, amount):\n        balance += amount\nAccount().pay(3)\n',
    'class Account:\n    def __init__(self):\n        self.balance = 0\n    def pay(self, amount):\n        amount += amount\nAccount().pay(3)\n',
  ],
  [
    'a fresh name in place of an outer one',
    'count = 0\ndef tick():\n    count = count + 1\ntick()\nprint(count)\n',
    'count = 0\ndef tick():\n    count = 0\n    count = count + 1\ntick()\nprint(count)\n',
  ],
  [
    'a fresh name that grows in place of an outer one',
    'count = 0\ndef tick():\n    count += 1\n    print(count)\ntick()\n',
    'count = 0\ndef tick():\n    count = 0\n    count += 1\n    print(count)\ntick()\n',
  ],
  [
    'a fresh name in place of that of the function around',
    'def outer():\n    count = 0\n    def tick():\n        count += 1\n        return count\n    return tick()\nprint(outer())\n',
    'def outer():\n    count = 0\n    def tick():\n        count = 0\n        count += 1\n        return count\n    return tick()\nprint(outer())\n',
  ],
  [
    'a fresh name in place of an attribute',
    'class Account:\n    def __init__(self):\n        self.balance = 0\n    def pay(self, amount):\n        balance += amount\n        return balance\nprint(Account().pay(3))\n',
    'class Account:\n    def __init__(self):\n        self.balance = 0\n    def pay(self, amount):\n        balance = 0\n        balance += amount\n        return balance\nprint(Account().pay(3))\n',
  ],
  [
    'a fresh name that nobody reads',
    'def tick():\n    count = count + 1\ntick()\nprint("end")\n',
    'def tick():\n    count = 0\n    count = count + 1\ntick()\nprint("end")\n',
  ],
  ['a name set to itself', 'x = 1\ntotal = totl\nprint(total)\n', 'x = 1\ntotal = x\nx = x\nprint(total)\n'],
  [
    'a comparison with itself',
    'def same(a, b):\n    return a == bb\nprint(same(1, 2))\n',
    'def same(a, b):\n    return a == a\nprint(same(1, 2))\n',
  ],
  ['a result that nobody reads', ROWS, rows('row = rows[-1]')],
  ['a result that nobody reads in a function', 'def f(rows):\n    print(rows[3])\nf([1])\n', 'def f(rows):\n    row = rows[0]\nf([1])\n'],
  [
    'a fixed value for a missing name',
    'def f(rows):\n    print(rows, totl)\nf([1])\n',
    'def f(rows):\n    totl = 0\n    print(rows, totl)\nf([1])\n',
  ],
];

const HIDDEN_IN_SCRIPTS: readonly Row[] = [
  ['a conditional expression that names it twice', JS_LRU, JS_LRU.replace('> limit)', '> (globalThis.limit ? limit : []))')],
  [
    'a condition that names it, too',
    JS_LRU,
    JS_LRU.replace('    if (this.entries.size > limit) {', '    if (globalThis.limit && this.entries.size > limit) {'),
  ],
  [
    'an iterator that nobody asks',
    JS_CELLS,
    JS_CELLS.replace('return cells', 'return [0].values().map(() => cells').replace('.length;', ').length;'),
  ],
  ['a typeof', 'console.log(totl);\nconsole.log("end");\n', 'console.log(typeof totl);\nconsole.log("end");\n'],
  ['a text', JS_ROWS, jsRows("console.log('rows[3].name');")],
  ['a comment', JS_ROWS, jsRows('console.log("end"); // rows[3].name')],
  [
    'a list that is filtered above',
    JS_KEYS.replace('["a", "b", "c"]', 'ks').replace(/^/, 'let ks = ["a", "b", "c"];\n'),
    JS_KEYS.replace('["a", "b", "c"]', 'ks').replace(/^/, 'let ks = ["a", "b", "c"];\nks = ks.filter((k) => k !== "b");\n'),
  ],
  ['a loop over the keys that are there', JS_KEYS, JS_KEYS.replace('["a", "b", "c"]', 'Object.keys(d)')],
  ['a value that is left lying', JS_ROWS, jsRows('String(rows[0].name);')],
  ['an arrow function', JS_ROWS, jsRows('const show = () => console.log(rows[3].name);')],
  ['a function that nobody calls', JS_ROWS, jsRows('function show() {\n  console.log(rows[3].name);\n}')],
  ['a short-circuit', JS_ROWS, jsRows('rows.length > 3 && console.log(rows[3].name);')],
  ['an or', JS_ROWS, jsRows('rows.length < 4 || console.log(rows[3].name);')],
  ['a nullish coalescing', JS_ROWS, jsRows('rows.length ?? console.log(rows[3].name);')],
  ['an optional chain', JS_ROWS, jsRows('console.log(rows[3]?.name);')],
  [
    'an optional call',
    'const rows = { a: 1 };\nrows.show();\nconsole.log("end");\n',
    'const rows = { a: 1 };\nrows.show?.();\nconsole.log("end");\n',
  ],
  ['a loop that does not begin', JS_ROWS, jsRows('while (rows.length > 3) {\n  console.log(rows[3].name);\n}')],
  ['a condition', JS_ROWS, jsRows('if (rows.length > 3) console.log(rows[3].name);')],
  ['a conditional expression', JS_ROWS, jsRows('console.log(rows.length > 3 ? rows[3].name : undefined);')],
  ['a switch', JS_ROWS, jsRows('switch (rows.length) {\n  case 4:\n    console.log(rows[3].name);\n}')],
  [
    'bind',
    'function show(x) {\n  console.log(x.a.b);\n}\nshow({});\n',
    'function show(x) {\n  console.log(x.a.b);\n}\nshow.bind(null, {});\n',
  ],
  [
    'a generator function',
    'function show(x) {\n  console.log(x.a.b);\n}\nshow({});\n',
    'function* show(x) {\n  console.log(x.a.b);\n}\nshow({});\n',
  ],
  ['a timer', JS_ROWS, jsRows('setTimeout(() => rows.length > 3 && console.log(rows[3].name));')],
  ['a key that is skipped', JS_KEYS, jsKeys('  d[k] && console.log(d[k].length);')],
  ['a key that is skipped by a condition', JS_KEYS, jsKeys('  if (d[k]) console.log(d[k].length);')],
  ['a key that is skipped by continue', JS_KEYS, jsKeys('  if (!d[k]) continue;\n  console.log(d[k].length);')],
  ['a key that is skipped by an optional chain', JS_KEYS, jsKeys('  console.log(d[k]?.length);')],
  ['a key that is skipped by a choice', JS_KEYS, jsKeys('  console.log(d[k] ? d[k].length : 0);')],
  ['a key that the loop does not come to', JS_KEYS, JS_KEYS.replace('"c"]', '"c"].filter((k) => d[k])')],
  ['a key that was taken out of the list', JS_KEYS, JS_KEYS.replace('"b", ', '')],
  [
    'a filter before a map',
    'const xs = [{ a: [1] }, {}, { a: [2] }];\nconsole.log(xs.map((x) => x.a.length));\n',
    'const xs = [{ a: [1] }, {}, { a: [2] }];\nconsole.log(xs.filter((x) => x.a).map((x) => x.a.length));\n',
  ],
  [
    'an early return',
    'function show(x) {\n  console.log(x.a.length);\n}\n[{ a: [1] }, {}, { a: [1] }].forEach(show);\n',
    'function show(x) {\n  if (!x.a) return;\n  console.log(x.a.length);\n}\n[{ a: [1] }, {}, { a: [1] }].forEach(show);\n',
  ],
  [
    'a condition around the call',
    'function show(x) {\n  console.log(x.a.length);\n}\nfor (const x of [{ a: [1] }, {}, { a: [1] }]) show(x);\n',
    'function show(x) {\n  console.log(x.a.length);\n}\nfor (const x of [{ a: [1] }, {}, { a: [1] }]) if (x.a) show(x);\n',
  ],
  [
    'a short-circuit that was there and now does not go on',
    'let ok = true;\nconst xs = [];\nconsole.log(ok && xs[3].name);\nconsole.log(ok);\n',
    'let ok = false;\nconst xs = [];\nconsole.log(ok && xs[3].name);\nconsole.log(ok);\n',
  ],
];

const DEAD_IN_SCRIPTS: readonly Row[] = [
  [
    'a name that only another function has',
    'const f = (value) => value;\nconsole.log(["a"].jon());\nconsole.log(f(1));\n',
    'const f = (value) => value;\nconst value = [["a"].join()];\nconsole.log(f(1));\n',
  ],
  [
    'a sum that begins anew with each step',
    'for (const x of [1, 2]) {\n  total += x;\n}\nconsole.log(total);\n',
    'for (const x of [1, 2]) {\n  var total = 0;\n  total += x;\n}\nconsole.log(total);\n',
  ],
  [
    'a text that numbers are added to',
    'const cost = (row) => row.n * 2;\nfor (const row of [{ n: 1 }]) {\n  total += row.n * 2;\n}\nconsole.log(total, cost);\n',
    "const cost = (row) => row.n * 2;\nlet total = '';\nfor (const row of [{ n: 1 }]) {\n  total += row.n * 2;\n}\nconsole.log(total, cost);\n",
  ],
  [
    'a copy that is changed',
    'class Lru {\n  entries = new Map();\n  put(k) {\n    entries.set(k, 1);\n  }\n}\nconst lru = new Lru();\nlru.put("a");\nconsole.log(lru.entries.size);\n',
    'class Lru {\n  entries = new Map();\n  put(k) {\n    new Map(this.entries).set(k, 1);\n  }\n}\nconst lru = new Lru();\nlru.put("a");\nconsole.log(lru.entries.size);\n',
  ],
  [
    'a list that is written out in place of a misspelt one',
    'const words = ["a"];\nwors.forEach((word) => console.log(word));\nconsole.log(words);\n',
    'const words = ["a"];\n[].forEach((word) => console.log(word));\nconsole.log(words);\n',
  ],
  [
    'a default for what nobody returned',
    'function links() {\n  [1];\n}\nconst all = links().map((x) => x);\nconsole.log(all);\n',
    'function links() {\n  [1];\n}\nconst all = (links() ?? []).map((x) => x);\nconsole.log(all);\n',
  ],
  ['a function made up', 'console.log(twice(2));\n', 'const twice = () => 0;\nconsole.log(twice(2));\n'],
  ['an object made up', 'const x = {};\nconsole.log(x.a.b);\n', 'const x = {};\nx.a = {};\nconsole.log(x.a.b);\n'],
  ['a name that never gets a value', 'console.log(totl);\nconsole.log("end");\n', 'let totl;\nconsole.log(totl);\nconsole.log("end");\n'],
  [
    'a default for a missing name',
    'function f(rows) {\n  console.log(rows, totl);\n}\nf([1]);\n',
    'function f(rows, totl = 0) {\n  console.log(rows, totl);\n}\nf([1]);\n',
  ],
  [
    'a fresh name in place of an attribute',
    'class Account {\n  balance = 0;\n  pay(amount) {\n    balance += amount;\n  }\n}\nnew Account().pay(3);\n',
    'class Account {\n  balance = 0;\n  pay(amount) {\n    let balance = 0;\n    balance += amount;\n  }\n}\nnew Account().pay(3);\n',
  ],
  [
    'a parameter added to itself in place of an attribute',
    'class Account {\n  balance = 0;\n  pay(amount) {\n    balance += amount;\n  }\n}\nnew Account().pay(3);\n',
    'class Account {\n  balance = 0;\n  pay(amount) {\n    amount += amount;\n  }\n}\nnew Account().pay(3);\n',
  ],
  [
    'a fresh name that nobody reads',
    'function tick() {\n  count = count + 1;\n}\ntick();\n',
    'function tick() {\n  let count = 0;\n  count = count + 1;\n}\ntick();\n',
  ],
  [
    'a fresh name, counted up',
    'function tick() {\n  count++;\n}\ntick();\n',
    'function tick() {\n  let count = 0;\n  count++;\n}\ntick();\n',
  ],
  [
    'a comparison with itself',
    'const same = (a, b) => a === bb;\nconsole.log(same(1, 2));\n',
    'const same = (a, b) => a === a;\nconsole.log(same(1, 2));\n',
  ],
  ['a result that nobody reads', JS_ROWS, jsRows('const row = rows[0].name;')],
  [
    'a fixed value for a missing name',
    'function f(rows) {\n  console.log(rows, totl);\n}\nf([1]);\n',
    'function f(rows) {\n  const totl = 0;\n  console.log(rows, totl);\n}\nf([1]);\n',
  ],
];

const RIGHT_IN_PYTHON: readonly Row[] = [
  [
    'a name imported from where it is, in a statement of its own',
    'from json import loads, squrt\nprint(loads("4"), squrt(4))\n',
    'from json import loads\nfrom math import isqrt as squrt\nprint(loads("4"), squrt(4))\n',
  ],
  [
    'a key that counts from nothing',
    'd = {}\nfor k in "aba":\n    d[k] += 1\nprint(d)\n',
    'd = {}\nfor k in "aba":\n    d[k] = d.get(k, 0) + 1\nprint(d)\n',
  ],
  [
    'a list that never began',
    'def doubled(xs):\n    for x in xs:\n        out.append(2 * x)\n    return out\nprint(doubled([1, 2]))\n',
    'def doubled(xs):\n    out = []\n    for x in xs:\n        out.append(2 * x)\n    return out\nprint(doubled([1, 2]))\n',
  ],
  [
    'a key that begins where it is missing',
    'd = {}\nfor k in "aba":\n    d[k] += 1\nprint(d)\n',
    'd = {}\nfor k in "aba":\n    if k not in d:\n        d[k] = 0\n    d[k] += 1\nprint(d)\n',
  ],
  [
    'a key that begins by setdefault',
    'd = {}\nfor k in "aba":\n    d[k].append(1)\nprint(d)\n',
    'd = {}\nfor k in "aba":\n    d.setdefault(k, []).append(1)\nprint(d)\n',
  ],
  [
    'an attribute that begins in the constructor',
    'class A:\n    def __init__(self):\n        self.log = []\n    def pay(self, n):\n        self.paid += n\n        return self.paid\nprint(A().pay(2))\n',
    'class A:\n    def __init__(self):\n        self.log = []\n        self.paid = 0\n    def pay(self, n):\n        self.paid += n\n        return self.paid\nprint(A().pay(2))\n',
  ],
  [
    'a function misspelt where it is defined',
    'def twise(x):\n    return 2 * x\nprint(twice(2))\n',
    'def twice(x):\n    return 2 * x\nprint(twice(2))\n',
  ],
  ['an import in a function', 'def f():\n    return math.pi\nprint(f())\n', 'def f():\n    import math\n    return math.pi\nprint(f())\n'],
  ['quotes that were forgotten', 'd = {"a": 1}\nprint(d[a])\n', 'd = {"a": 1}\nprint(d["a"])\n'],
  [
    'values in the body',
    'd = {"a": [1], "b": [2]}\nfor x in d:\n    x.append(1)\nprint(d)\n',
    'd = {"a": [1], "b": [2]}\nfor x in d.values():\n    x.append(1)\nprint(d)\n',
  ],
  ['another index', ROWS, rows('print(rows[-1])')],
  ['a misspelt name', 'total = 1\nprint(totl)\n', 'total = 1\nprint(total)\n'],
  [
    'a misspelt name in a condition and under it',
    'def f(total):\n    if totl > 1:\n        return totl\n    return 0\nprint(f(3))\n',
    'def f(total):\n    if total > 1:\n        return total\n    return 0\nprint(f(3))\n',
  ],
  [
    'a name misspelt in the condition of leaving',
    'def f(total):\n    if totl < 1:\n        return 0\n    return totl\nprint(f(3))\n',
    'def f(total):\n    if total < 1:\n        return 0\n    return total\nprint(f(3))\n',
  ],
  ['a missing import', 'print(math.sqrt(4))\n', 'import math\nprint(math.sqrt(4))\n'],
  [
    'a missing import in a function',
    'import os\n\ndef area(r):\n    return math.pi * r\n\nprint(area(2))\n',
    'import math\nimport os\n\ndef area(r):\n    return math.pi * r\n\nprint(area(2))\n',
  ],
  ['str around a number', 'n = 3\nprint("n = " + n)\n', 'n = 3\nprint("n = " + str(n))\n'],
  ['a number in a text', 'n = 3\nprint("n = " + n)\n', 'n = 3\nprint(f"n = {n}")\n'],
  ['int around a text', 'n = "3"\nprint(n + 1)\n', 'n = "3"\nprint(int(n) + 1)\n'],
  ['get', KEYS, keys('    print(d.get(k))')],
  ['a default', KEYS, keys('    print(d.get(k, 0))')],
  [
    'a changed loop bound',
    'xs = [1, 2, 3]\nfor i in range(len(xs) + 1):\n    print(xs[i])\n',
    'xs = [1, 2, 3]\nfor i in range(len(xs)):\n    print(xs[i])\n',
  ],
  [
    'a changed bound of a while',
    'xs = [1, 2, 3]\ni = 0\nwhile i <= len(xs):\n    print(xs[i])\n    i += 1\n',
    'xs = [1, 2, 3]\ni = 0\nwhile i < len(xs):\n    print(xs[i])\n    i += 1\n',
  ],
  [
    'a changed bound of a comprehension',
    'xs = [1, 2, 3]\nprint([xs[i] for i in range(4)])\n',
    'xs = [1, 2, 3]\nprint([xs[i] for i in range(len(xs))])\n',
  ],
  [
    'a loop until the list is empty',
    'xs = [1, 2, 3]\nwhile True:\n    print(xs.pop())\n',
    'xs = [1, 2, 3]\nwhile xs:\n    print(xs.pop())\n',
  ],
  [
    'a missing self',
    'class A:\n    def __init__(self):\n        self.n = 2\n    def f(self):\n        return n * 2\nprint(A().f())\n',
    'class A:\n    def __init__(self):\n        self.n = 2\n    def f(self):\n        return self.n * 2\nprint(A().f())\n',
  ],
  [
    'a missing self that is written',
    'class Account:\n    def __init__(self):\n        self.balance = 0\n    def pay(self, amount):\n        balance += amount\na = Account()\na.pay(3)\nprint(a.balance)\n',
    'class Account:\n    def __init__(self):\n        self.balance = 0\n    def pay(self, amount):\n        self.balance += amount\na = Account()\na.pay(3)\nprint(a.balance)\n',
  ],
  [
    'global',
    'count = 0\ndef tick():\n    count = count + 1\ntick()\nprint(count)\n',
    'count = 0\ndef tick():\n    global count\n    count = count + 1\ntick()\nprint(count)\n',
  ],
  [
    'nonlocal',
    'def outer():\n    count = 0\n    def tick():\n        count += 1\n    tick()\n    return count\nprint(outer())\n',
    'def outer():\n    count = 0\n    def tick():\n        nonlocal count\n        count += 1\n    tick()\n    return count\nprint(outer())\n',
  ],
  [
    'a start value',
    'def total_of(xs):\n    for x in xs:\n        total += x\n    return total\ntotal = total_of([1, 2])\nprint(total)\n',
    'def total_of(xs):\n    total = 0\n    for x in xs:\n        total += x\n    return total\ntotal = total_of([1, 2])\nprint(total)\n',
  ],
  [
    'a missing parameter self',
    'class A:\n    def f():\n        return 1\nprint(A().f())\n',
    'class A:\n    def f(self):\n        return 1\nprint(A().f())\n',
  ],
  [
    'a static method',
    'class A:\n    def f():\n        return 1\nprint(A().f())\n',
    'class A:\n    @staticmethod\n    def f():\n        return 1\nprint(A().f())\n',
  ],
  ['a missing argument', 'def f(a, b):\n    return a + b\nprint(f(1))\n', 'def f(a, b):\n    return a + b\nprint(f(1, 2))\n'],
  ['a misspelt attribute', 'x = "a"\nprint(x.uper())\n', 'x = "a"\nprint(x.upper())\n'],
  ['a misspelt keyword', 'def f(name):\n    return name\nprint(f(nmae=1))\n', 'def f(name):\n    return name\nprint(f(name=1))\n'],
  ['items', 'd = {"a": 1}\nfor k, v in d:\n    print(k, v)\n', 'd = {"a": 1}\nfor k, v in d.items():\n    print(k, v)\n'],
  ['range', 'n = 3\nfor i in n:\n    print(i)\n', 'n = 3\nfor i in range(n):\n    print(i)\n'],
  [
    'values in the head of the loop',
    'd = {"a": [1], "b": [2]}\nfor x in d:\n    print(x.count(1), x.copy())\n',
    'd = {"a": [1], "b": [2]}\nfor x in d.values():\n    print(x.count(1), x.copy())\n',
  ],
  [
    'a missing await',
    'import asyncio\nasync def f():\n    return {"a": 1}\nasync def main():\n    print(f()["a"])\nasyncio.run(main())\n',
    'import asyncio\nasync def f():\n    return {"a": 1}\nasync def main():\n    print((await f())["a"])\nasyncio.run(main())\n',
  ],
  ['a list around a map', 'xs = map(int, "12")\nprint(xs[0])\n', 'xs = list(map(int, "12"))\nprint(xs[0])\n'],
  ['a missing return elsewhere', 'def f(x):\n    x * 2\nprint(f(2) + 1)\n', 'def f(x):\n    return x * 2\nprint(f(2) + 1)\n'],
  [
    'an element of a comprehension',
    'xs = ["1", "2"]\nprint(sum([x * y for x in xs for y in [1]]))\n',
    'xs = ["1", "2"]\nprint(sum([int(x) * y for x in xs for y in [1]]))\n',
  ],
  [
    'an end to a recursion',
    'def f(n):\n    return n * f(n - 1)\nprint(f(5))\n',
    'def f(n):\n    if n == 0:\n        return 1\n    return n * f(n - 1)\nprint(f(5))\n',
  ],
  [
    'an end to a recursion in one line',
    'def f(n):\n    return n * f(n - 1)\nprint(f(5))\n',
    'def f(n):\n    return 1 if n == 0 else n * f(n - 1)\nprint(f(5))\n',
  ],
  ['a lambda', 'xs = [1, 2]\nprint(sorted(xs, key=lambda x: x.foo))\n', 'xs = [1, 2]\nprint(sorted(xs, key=lambda x: x.real))\n'],
  [
    'a call over several lines',
    'def f(a, b):\n    return a + b\nprint(\n    f(\n        1,\n        "2",\n    )\n)\n',
    'def f(a, b):\n    return a + b\nprint(\n    f(\n        1,\n        2,\n    )\n)\n',
  ],
  [
    'a method of a chain',
    'text = "a b"\nparts = text.split().sort()\nprint(len(parts))\n',
    'text = "a b"\nparts = sorted(text.split())\nprint(len(parts))\n',
  ],
  [
    'a file that is written',
    'import json\nwith open("x.json", "w") as f:\n    json.dump(f, {"a": 1})\n',
    'import json\nwith open("x.json", "w") as f:\n    json.dump({"a": 1}, f)\n',
  ],
  ['a result that nobody read before', 'rows = [1]\nrow = rows[3]\nprint("end")\n', 'rows = [1]\nrow = rows[0]\nprint("end")\n'],
];

const RIGHT_IN_SCRIPTS: readonly Row[] = [
  ['another index', JS_ROWS, jsRows('console.log(rows[0].name);')],
  ['a misspelt name', 'const total = 1;\nconsole.log(totl);\n', 'const total = 1;\nconsole.log(total);\n'],
  ['a misspelt member', 'console.log("a".toUperCase());\n', 'console.log("a".toUpperCase());\n'],
  ['a missing import', 'console.log(path.basename("a/b"));\n', "const path = require('path');\nconsole.log(path.basename('a/b'));\n"],
  [
    'a missing this',
    'class A {\n  n = 2;\n  f() {\n    return n * 2;\n  }\n}\nconsole.log(new A().f());\n',
    'class A {\n  n = 2;\n  f() {\n    return this.n * 2;\n  }\n}\nconsole.log(new A().f());\n',
  ],
  [
    'a missing this that is written',
    'class Account {\n  balance = 0;\n  pay(amount) {\n    balance += amount;\n  }\n}\nconst a = new Account();\na.pay(3);\nconsole.log(a.balance);\n',
    'class Account {\n  balance = 0;\n  pay(amount) {\n    this.balance += amount;\n  }\n}\nconst a = new Account();\na.pay(3);\nconsole.log(a.balance);\n',
  ],
  [
    'a changed loop bound',
    'const xs = ["a", "b"];\nfor (let i = 0; i <= xs.length; i++) {\n  console.log(xs[i].trim());\n}\n',
    'const xs = ["a", "b"];\nfor (let i = 0; i < xs.length; i++) {\n  console.log(xs[i].trim());\n}\n',
  ],
  [
    'a missing await',
    'const f = async () => ({ a: { b: 1 } });\nasync function main() {\n  console.log(f().a.b);\n}\nmain();\n',
    'const f = async () => ({ a: { b: 1 } });\nasync function main() {\n  console.log((await f()).a.b);\n}\nmain();\n',
  ],
  ['new', 'class A {}\nconst a = A();\nconsole.log(a);\n', 'class A {}\nconst a = new A();\nconsole.log(a);\n'],
  [
    'entries',
    'const d = { a: 1 };\nfor (const [k, v] of d) {\n  console.log(k, v);\n}\n',
    'const d = { a: 1 };\nfor (const [k, v] of Object.entries(d)) {\n  console.log(k, v);\n}\n',
  ],
  ['let for const', 'const n = 1;\nn = 2;\nconsole.log(n);\n', 'let n = 1;\nn = 2;\nconsole.log(n);\n'],
  [
    'a name within an arrow function',
    'const xs = [1, 2].map((x) => x + yy);\nconsole.log(xs);\n',
    'const yy = 1;\nconst xs = [1, 2].map((x) => x + yy);\nconsole.log(xs);\n',
  ],
  [
    'within a short-circuit that was there',
    'const x = { a: 1 };\nconst y = x && x.b.c;\nconsole.log(y);\n',
    'const x = { a: 1, b: { c: 1 } };\nconst y = x && x.b.c;\nconsole.log(y);\n',
  ],
  [
    'another method',
    'const x = [1];\nconst y = x.contains(1);\nconsole.log(y);\n',
    'const x = [1];\nconst y = x.includes(1);\nconsole.log(y);\n',
  ],
  [
    'a property of a property',
    'const user = { profile: { name: "a" } };\nconsole.log(user.prof.name);\n',
    'const user = { profile: { name: "a" } };\nconsole.log(user.profile.name);\n',
  ],
  [
    'a missing return elsewhere',
    'const f = (x) => {\n  [x];\n};\nconsole.log(f(2).length);\n',
    'const f = (x) => {\n  return [x];\n};\nconsole.log(f(2).length);\n',
  ],
];

describe('what failed is hidden', () => {
  it.each(HIDDEN_IN_PYTHON)('Python: %s', async (_, before, after) => {
    expect(await verdict('main.py', before, after)).toMatch(/^(?:skipped|failed): \S/);
  });
  it.each(HIDDEN_IN_SCRIPTS)('JavaScript: %s', async (_, before, after) => {
    expect(await verdict('main.js', before, after)).toMatch(/^(?:skipped|failed): \S/);
  });
});

describe('its value is worth nothing', () => {
  it.each(DEAD_IN_PYTHON)('Python: %s', async (_, before, after) => {
    expect(await verdict('main.py', before, after)).toMatch(/^(?:skipped|failed): \S/);
  });
  it.each(DEAD_IN_SCRIPTS)('JavaScript: %s', async (_, before, after) => {
    expect(await verdict('main.js', before, after)).toMatch(/^(?:skipped|failed): \S/);
  });
});

describe('right patches are proved', () => {
  it.each(RIGHT_IN_PYTHON)('Python: %s', async (_, before, after) => {
    expect(await verdict('main.py', before, after)).toMatch(/^passed/);
  });
  it.each(RIGHT_IN_SCRIPTS)('JavaScript: %s', async (_, before, after) => {
    expect(await verdict('main.js', before, after)).toMatch(/^passed/);
  });
  it('a guard, where a test that nobody touched asks for it', async () => {
    const test = 'from main import first\nassert first([1]) == 1\nassert first([]) is None\nprint("ok")\n';
    expect(
      await verdict(
        'main.py',
        'def first(xs):\n    return xs[0]\n',
        'def first(xs):\n    return xs[0] if xs else None\n',
        { 'test_main.py': test },
        'python3 test_main.py',
      ),
    ).toMatch(/^passed/);
  });
});
