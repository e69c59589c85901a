// What leaves the work out or loses what it gave, and what mends it, told from the two texts alone. «…» marks what failed.
import { expect, test } from 'vitest';
import { detectText } from '../../detect/detect';
import { SourceText } from '../../syntax/source-text';
import { counterpart } from './counterpart';
import { lineMap } from './line-map';
import { whyDead } from './living-value';
import { operationAt, operationIn } from './operation';
import { isNameError } from './watched-operation';

async function why(language: 'python' | 'javascript', error: string, marked: string, after: string): Promise<string | undefined> {
  const [start, end] = [marked.indexOf('«'), marked.indexOf('»') - 1];
  const source = new SourceText(marked.replace(/[«»]/g, ''));
  const line = source.positionAt(start).line + 1;
  const [problem] =
    language === 'python'
      ? detectText(`Traceback (most recent call last):\n  File "/w/a.py", line ${line}, in <module>\n    x\n${error}\n`, PLACE)
      : detectText(`/w/a.js:${line}\n\n${error}\n    at Object.<anonymous> (/w/a.js:${line}:1)\n\nNode.js v24.0.0\n`, PLACE);
  if (!problem) throw new Error('no problem');
  const patched = new SourceText(after);
  const was = await operationAt(source, problem, source.range(start, end));
  const map = lineMap(source.text, after);
  const span = was && counterpart(source, patched, map, was.span);
  const is = span && (await operationIn(patched, language, span));
  if (!was || !is) return 'no counterpart';
  const { holes } = problem.signature;
  return whyDead(was, is, {
    name: holes['name'] ?? holes['attribute'],
    isNameError: isNameError(problem),
    message: problem.message,
    added: map.added,
  });
}
const PLACE = { cwd: '/w', roots: ['/w'], origin: 'terminal' } as const;
const noName = (name: string): string => `NameError: name '${name}' is not defined`;
const noReference = (name: string): string => `ReferenceError: ${name} is not defined`;
const noAttribute = (type: string, name: string): string => `AttributeError: '${type}' object has no attribute '${name}'`;
const noFunction = (name: string): string => `TypeError: ${name} is not a function`;
const CONCATENATE = 'TypeError: can only concatenate str (not "int") to str';

type Row = readonly [what: string, error: string, before: string, after: string, why?: RegExp];

const LOST_IN_PYTHON: readonly Row[] = [
  ['a slip that is put in quotes', noName('totl'), 'total = 1\nprint(«totl»)\n', 'total = 1\nprint("totl")\n', /fixed value/],
  [
    'an attribute that begins where there is one nearly so called',
    noAttribute('A', 'blance'),
    'class A:\n    def __init__(self):\n        self.balance = 0\n    def pay(self, n):\n        «self.blance» += n\n        return self.balance\n',
    'class A:\n    def __init__(self):\n        self.balance = 0\n        self.blance = 0\n    def pay(self, n):\n        self.blance += n\n        return self.balance\n',
    /where there is a 'balance'/,
  ],
  [
    'an item that is given a name instead',
    noName('resilt'),
    'for k, v in rows:\n    «resilt»[k] = f(v)\n    print(v)\n',
    'for k, v in rows:\n    v = f(v)\n    print(v)\n',
  ],
  ['a table for a slip', noName('resilt'), '«resilt»[k] = 1\nprint(result)\n', 'globals().get("resilt", {})[k] = 1\nprint(result)\n'],
  [
    'a default for an index',
    'IndexError: list index out of range',
    'total += «row[k]» * 2\nprint(total)\n',
    'total += dict(enumerate(row)).get(k, 0) * 2\nprint(total)\n',
    /where there is none/,
  ],
  [
    'an operand that is written out',
    "TypeError: unsupported operand type(s) for +: 'int' and 'list'",
    'x = («a + [b]», c)\nprint(x)\n',
    'x = (a + 0, c)\nprint(x)\n',
    /fixed value/,
  ],
  [
    'an argument that is written out',
    'TypeError: f() argument must be str',
    'x = «f(a, b)»\nprint(x)\n',
    'x = f(a, 0)\nprint(x)\n',
    /fixed value/,
  ],
  ['output that is gone', noAttribute('Log', 'emt'), 'print(«log.emt»(1))\n', 'log.emit(1)\n', /no longer gives 'print'/],
  ['output that another call got', noAttribute('Log', 'emt'), 'print(«log.emt»(1))\n', 'len(str(log.emit(1)))\n'],
  [
    'a sum that no longer grows',
    noName('vaule'),
    'total += «vaule»\nprint(total)\n',
    'total = value\nprint(total)\n',
    /no longer adds to 'total'/,
  ],
  [
    'a sum written out that no longer grows',
    noName('vaule'),
    'self.total = self.total + «vaule»\nprint(self.total)\n',
    'self.total = value\nprint(self.total)\n',
    /no longer adds to/,
  ],
  ['an operand alone', CONCATENATE, 'name = «prefix + [key]»\nprint(name)\n', 'name = key\nprint(name)\n', /keeps a part/],
  [
    'an argument alone',
    'TypeError: f() takes 1 positional argument but 2 were given',
    'x = «f(a, b)»\nprint(x)\n',
    'x = a\nprint(x)\n',
    /keeps a part/,
  ],
  [
    'what an attribute was asked of',
    noAttribute('Token', 'valeu'),
    'x = «token.valeu»\nprint(x)\n',
    'x = token\nprint(x)\n',
    /keeps a part/,
  ],
  ['a copy of a list', CONCATENATE, 'rows.append(«a + b»)\n', 'list(rows).append(a + str(b))\n', /a copy/],
  ['a copy by its own method', CONCATENATE, 'rows.append(«a + b»)\n', 'rows.copy().append(a + str(b))\n', /a copy/],
  ['a copy by a slice', CONCATENATE, 'self.rows.append(«a + b»)\n', 'self.rows[:].append(a + str(b))\n', /a copy/],
  ['a copy by its items', CONCATENATE, 'rows.append(«a + b»)\n', '[*rows].append(a + str(b))\n', /a copy/],
  ['an item of a copy', CONCATENATE, 'counts[k] = «a + b»\n', 'dict(counts)[k] = a + str(b)\n', /a copy/],
  ['an attribute of a copy', CONCATENATE, 'self.state.name = «a + b»\n', 'copy(self.state).name = a + str(b)\n', /a copy/],
  ['a tuple that goes nowhere', noName('vaule'), 'emit("a", «vaule»)\n', '"a", value\n', /nothing uses/],
  [
    'an attribute that is given a name instead',
    noName('vaule'),
    'self.total = «vaule»\nprint(self.total)\n',
    'total = value\nprint(self.total)\n',
  ],
  [
    'a name of its own for the new value',
    noName('vaule'),
    'total = «vaule»\nprint(total)\n',
    'new_total = value\nprint(total, new_total)\n',
    /no longer gives 'total'/,
  ],
  [
    'a name that only another function has',
    noAttribute('list', 'jon'),
    'def f(value):\n    return value\nprint(«texts.jon»())\n',
    'def f(value):\n    return value\nvalue = [texts.join()]\n',
    /nothing reads 'value'/,
  ],
  [
    'a value out of nowhere',
    noName('handlr'),
    'run(«handlr»)\n',
    'handlr = globals().get("handlr", 0)\nrun(handlr)\n',
    /makes up a 'handlr'/,
  ],
  [
    'a start value for a slip',
    noName('histoy'),
    'history = []\n«histoy».append(1)\nprint(history)\n',
    'history = []\nhistoy = []\nhistoy.append(1)\nprint(history)\n',
  ],
  [
    'a list that nobody reads',
    noName('seen'),
    '«seen».append(1)\nprint("end")\n',
    'seen = []\nseen.append(1)\nprint("end")\n',
    /nothing reads 'seen'/,
  ],
  [
    'a list that begins anew with each step',
    noName('kept'),
    'for x in xs:\n    «kept».append(x)\nprint(kept)\n',
    'for x in xs:\n    kept = []\n    kept.append(x)\nprint(kept)\n',
    /anew with each step/,
  ],
  [
    'a sum of one',
    noName('total'),
    'for x in xs:\n    «total» += x\n    print(total)\n',
    'for x in xs:\n    total = 0\n    total += x\n    print(total)\n',
    /anew with each step/,
  ],
  [
    'a sum that begins at something',
    noName('total'),
    'for x in xs:\n    «total» += x\nprint(total)\n',
    'total = 1\nfor x in xs:\n    total += x\nprint(total)\n',
    /another kind/,
  ],
  [
    'a default for a slip',
    noAttribute('Clock', 'tik'),
    'print(«clock.tik»())\n',
    'print(getattr(clock, "tik", lambda: 0)())\n',
    /where there is none/,
  ],
  [
    'a default for what is missing',
    "TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'",
    'x = «a + 1»\nprint(x)\n',
    'x = (a or 0) + 1\nprint(x)\n',
    /where there is none/,
  ],
  ['a default for a key that is nowhere else', "KeyError: 'oso'", 'print(«d["oso"]»)\n', 'print(d.get("oso", 0))\n', /where there is none/],
  [
    'a list in place of a misspelt one',
    noName('wors'),
    'for x in sorted(«wors»):\n    print(x)\n',
    'for x in sorted([]):\n    print(x)\n',
    /fixed value/,
  ],
];

const LOST_IN_SCRIPTS: readonly Row[] = [
  [
    'a table for a name',
    noReference('best'),
    'if (group.length > «best».length) {\n  go();\n}\n',
    'if (group.length > (globalThis.best ?? []).length) {\n  go();\n}\n',
    /nobody put it/,
  ],
  [
    'a list of what was given to a misspelt method',
    noFunction('shapes.forEcah'),
    'let total = 0;\n«shapes.forEcah((shape) => {\n  total += shape.area();\n})»;\nconsole.log(total);\n',
    'let total = 0;\nconst value = [(shape) => {\n  total += shape.area();\n}];\nconsole.log(total);\n',
  ],
  [
    'a name that another loop has',
    noFunction('texts.jon'),
    'for (const value of texts) {\n  console.log(value);\n}\nconsole.log(«texts.jon()»);\n',
    'for (const value of texts) {\n  console.log(value);\n}\nconst value = [texts.join()];\n',
    /nothing reads 'value'/,
  ],
  ['output that is gone', noFunction('log.emt'), 'console.log(«log.emt(1)»);\n', 'log.emit(1);\n', /no longer gives 'console.log'/],
  ['a copy of an array', noFunction('this.log.puh'), '«this.log.puh(x)»;\n', '[...this.log].push(x);\n', /a copy/],
  ['a copy by its own method', noFunction('log.puh'), '«log.puh(x)»;\n', 'log.slice().push(x);\n', /a copy/],
  ['a copy of a map that lost its owner', noReference('entries'), '«entries».set(1, 2);\n', 'new Map(this.entries).set(1, 2);\n', /a copy/],
  ['a copy of an object', noReference('vaule'), 'state.name = «vaule»;\n', 'Object.assign({}, state).name = value;\n', /a copy/],
  [
    'a list in place of a misspelt one',
    noReference('wors'),
    '«wors».forEach((x) => console.log(x));\n',
    '[].forEach((x) => console.log(x));\n',
  ],
  ['a list that goes nowhere', noReference('vaue'), "emit('a', «vaue»);\n", "['a', value];\n", /nothing uses/],
  ['an object that goes nowhere', noReference('vaue'), 'emit(«vaue»);\n', '({ value });\n', /nothing uses/],
  [
    'a name that only another function has',
    noFunction('texts.jon'),
    'const f = (value) => value;\nconsole.log(«texts.jon()»);\n',
    'const f = (value) => value;\nconst value = [texts.join()];\n',
    /nothing reads 'value'/,
  ],
  [
    'a sum that begins anew with each step',
    noReference('total'),
    'for (const x of xs) {\n  «total» += x;\n}\nconsole.log(total);\n',
    'for (const x of xs) {\n  var total = 0;\n  total += x;\n}\nconsole.log(total);\n',
    /anew with each step/,
  ],
  [
    'a text that numbers are added to',
    noReference('total'),
    'for (const x of xs) {\n  «total» += x.price * x.sold;\n}\nconsole.log(total);\n',
    "let total = '';\nfor (const x of xs) {\n  total += x.price * x.sold;\n}\nconsole.log(total);\n",
    /another kind/,
  ],
  [
    'a default for what is missing',
    "TypeError: Cannot read properties of undefined (reading 'map')",
    'const n = «links.map»((x) => x);\nconsole.log(n);\n',
    'const n = (links ?? []).map((x) => x);\nconsole.log(n);\n',
    /where there is none/,
  ],
];

const RIGHT_IN_PYTHON: readonly Row[] = [
  [
    'an attribute that begins in the constructor',
    noAttribute('A', 'balance'),
    'class A:\n    def __init__(self):\n        self.owner = 0\n    def pay(self, n):\n        «self.balance» += n\n        return self.balance\n',
    'class A:\n    def __init__(self):\n        self.owner = 0\n        self.balance = 0\n    def pay(self, n):\n        self.balance += n\n        return self.balance\n',
  ],
  [
    'a key that counts from nothing',
    "KeyError: 'a'",
    '«counts[k]» += 1\nprint(counts)\n',
    'counts[k] = counts.get(k, 0) + 1\nprint(counts)\n',
  ],
  ['a sum that is written out', noName('vaule'), 'total += «vaule»\nprint(total)\n', 'total = total + value\nprint(total)\n'],
  ['another text to print', CONCATENATE, 'print(«"a" + 1»)\n', 'print("a" + str(1))\n'],
  ['a call too much', "TypeError: 'str' object is not callable", 'print(«name()»)\n', 'print(name)\n'],
  ['an attribute too much', noAttribute('str', 'value'), 'x = «name.value»\nprint(x)\n', 'x = name\nprint(x)\n'],
  ['another index', 'IndexError: list index out of range', 'x = «rows[3]»\nprint(x)\n', 'x = rows[-1]\nprint(x)\n'],
  ['a start value that was forgotten', noName('counts'), '«counts»[k] = 1\nprint(counts)\n', 'counts = {}\ncounts[k] = 1\nprint(counts)\n'],
  [
    'a start value within the loop, of one inside',
    noName('row'),
    'for xs in table:\n    for x in xs:\n        «row».append(x)\n    print(row)\n',
    'for xs in table:\n    row = []\n    for x in xs:\n        row.append(x)\n    print(row)\n',
  ],
  ['a counter that begins at one', noName('n'), 'while «n» < 3:\n    n += 1\nprint(n)\n', 'n = 1\nwhile n < 3:\n    n += 1\nprint(n)\n'],
  [
    'a sorted copy that is kept',
    noAttribute('tuple', 'sort'),
    'names = «names.sort»()\nprint(names)\n',
    'names = sorted(names)\nprint(names)\n',
  ],
  [
    'what a method gives in place of None',
    noAttribute('NoneType', 'append'),
    'xs = «xs.append»(1)\nprint(xs)\n',
    'xs.append(1)\nprint(xs)\n',
  ],
  ['a key that begins where it is missing', "KeyError: 'a'", '«d[k]».append(1)\nprint(d)\n', 'd.setdefault(k, []).append(1)\nprint(d)\n'],
  ['an object in place of its class', "TypeError: A.go() missing 1 required positional argument: 'self'", '«A.go()»\n', 'A().go()\n'],
  ['a name in between', 'IndexError: list index out of range', 'print(«rows[3]»)\n', 'row = rows[0]\nprint(row)\n'],
  ['a text without its quotes', noName('tea'), 'buy(«tea»)\n', 'buy("tea")\n'],
  ['a word of another language', noName('null'), 'x = «null»\nprint(x)\n', 'x = None\nprint(x)\n'],
  ['another name throughout', 'IndexError: list index out of range', 'last = «rows[3]»\nprint(last)\n', 'first = rows[0]\nprint(first)\n'],
];

const RIGHT_IN_SCRIPTS: readonly Row[] = [
  ['another method', noFunction('log.puh'), '«log.puh(x)»;\n', 'log.push(x);\n'],
  ['an object in place of its class', noFunction('A.go'), '«A.go()»;\n', 'new A().go();\n'],
  ['a missing call', noFunction('app.router.get'), "«app.router.get('/')»;\n", "app.router().get('/');\n"],
  [
    'a text that is put together',
    noReference('text'),
    "for (const x of xs) {\n  «text» += x.name + ', ';\n}\nconsole.log(text);\n",
    "let text = '';\nfor (const x of xs) {\n  text += x.name + ', ';\n}\nconsole.log(text);\n",
  ],
  ['a missing await', noFunction('f(...).trim'), 'console.log(«f().trim()»);\n', 'console.log((await f()).trim());\n'],
];

const check = async (language: 'python' | 'javascript', [, error, before, after, said]: Row): Promise<void> => {
  expect(await why(language, error, before, after)).toMatch(said ?? /^(?!no counterpart)./);
};
const named = (rows: readonly Row[]): [string, Row][] => rows.map((row) => [row[0], row]);
test.each(named(LOST_IN_PYTHON))('Python, %s: no proof', async (_, row) => check('python', row));
test.each(named(LOST_IN_SCRIPTS))('JavaScript, %s: no proof', async (_, row) => check('javascript', row));
test.each(named(RIGHT_IN_PYTHON))('Python, %s: it lives', async (_, [, error, before, after]) =>
  expect(await why('python', error, before, after)).toBeUndefined(),
);
test.each(named(RIGHT_IN_SCRIPTS))('JavaScript, %s: it lives', async (_, [, error, before, after]) =>
  expect(await why('javascript', error, before, after)).toBeUndefined(),
);
