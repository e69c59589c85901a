// One accepted fix, and the same error in another file.

import { describe, expect, it } from 'vitest';
import { signatureOf } from '../../detect/signature';
import type { LanguageId } from '../../language';
import { pairId, PAIR_SCHEMA, type SuccessPair } from '../../learn/pair';
import { openPythonProject } from '../../project/python-index';
import type { Workspace } from '../../project/workspace';
import { MemoryFiles } from '../../project/workspace-files';
import { patched } from '../../syntax/edits';
import { SourceText } from '../../syntax/source-text';
import type { Problem } from '../../problem';
import { rememberedSource } from './remembered-source';

interface Seen {
  /** The place of the problem begins at `«`. */
  readonly text: string;
  readonly message: string;
  readonly errorType?: string;
  readonly file?: string;
  readonly language?: LanguageId;
}

function problemOf({ text, message, errorType = 'TypeError', file = 'a.py', language = 'python' }: Seen): {
  source: SourceText;
  problem: Problem;
} {
  const at = Math.max(0, text.indexOf('«'));
  const source = new SourceText(text.replace('«', ''));
  const problem: Problem = {
    origin: 'diagnostic',
    language,
    source: 'checker',
    errorType,
    message,
    signature: signatureOf(errorType, message),
    location: { path: `/w/${file}`, range: source.range(at, at) },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
  };
  return { source, problem };
}

function pairOf(seen: Seen, after: string): SuccessPair {
  const { source, problem } = problemOf(seen);
  const at = '2026-11-20T10:00:00.000Z';
  const pair: Omit<SuccessPair, 'id'> = {
    schema: PAIR_SCHEMA,
    language: problem.language,
    errorType: problem.errorType,
    message: problem.message,
    signature: problem.signature,
    source: 'checker',
    file: seen.file ?? 'billing.py',
    line: problem.location.range.start.line,
    traceback: '',
    command: '',
    extent: 'whole',
    startLine: 0,
    before: source.text,
    proposed: after,
    final: null,
    otherFiles: [],
    title: "Put 'total' right",
    evidence: [],
    confidence: 0.8,
    origin: { kind: 'rule', id: 'python/x' },
    verdict: { kind: 'accepted', how: 'applied in the editor', at },
    recordedAt: at,
    redactions: 0,
    withheld: false,
  };
  return { ...pair, id: pairId(pair) };
}

interface Again {
  readonly text: string | undefined;
  readonly variant: string | undefined;
  readonly pairs: readonly string[] | undefined;
  readonly adds: readonly string[] | undefined;
}

/** @param more files of the folder, by their path. */
async function remembered(pairs: readonly SuccessPair[], here: Seen, more: Readonly<Record<string, string>> = {}): Promise<Again> {
  const { source, problem } = problemOf(here);
  const files = new MemoryFiles('/w', new Map([[problem.location.path, source.text], ...Object.entries(more)]));
  const workspace: Workspace = { root: '/w', files, interpreter: undefined, python: openPythonProject('/w', files), typescript: undefined };
  const start = source.offsetAt(problem.location.range.start);
  const found = await rememberedSource().candidates({
    problem,
    source,
    path: problem.location.path,
    start,
    end: start,
    all: [problem],
    workspace,
    version: null,
    signal: new AbortController().signal,
    memory: {
      pairsLike: ({ signature }) => pairs.filter((pair) => pair.signature.shape === signature.shape),
      rulesFor: () => Promise.resolve([]),
      isRejected: () => false,
      recordOf: () => undefined,
    },
  });
  const [first] = found.ok ? found.value : [];
  const own = first?.edits[0];
  return { text: own && patched(source, own), variant: first?.variant, pairs: first?.pairs, adds: first?.adds };
}

interface Row {
  readonly name: string;
  readonly pair: Seen;
  readonly after: string;
  readonly here: Seen;
  readonly wanted: string | undefined;
}

const ADD = "unsupported operand type(s) for +: 'int' and 'str'";
const NONE = "'NoneType' object is not subscriptable";

const PYTHON_ROWS: readonly Row[] = [
  {
    name: 'the same line elsewhere',
    pair: { text: 'def f(n, s):\n    return «n + s\n', message: ADD },
    after: 'def f(n, s):\n    return n + int(s)\n',
    here: { text: 'x = 1\n\nclass A:\n    def f(self, n, s):\n        return «n + s\n', message: ADD },
    wanted: 'x = 1\n\nclass A:\n    def f(self, n, s):\n        return n + int(s)\n',
  },
  {
    name: 'other variables',
    pair: { text: 'def f(n, s):\n    return «n + s\n', message: ADD },
    after: 'def f(n, s):\n    return n + int(s)\n',
    here: { text: 'def g(count, text):\n    return «count + text\n', message: ADD },
    wanted: 'def g(count, text):\n    return count + int(text)\n',
  },
  {
    name: 'another call is another code',
    pair: { text: 'def f(n, s):\n    return «load(n) + s\n', message: ADD },
    after: 'def f(n, s):\n    return load(n) + int(s)\n',
    here: { text: 'def g(n, s):\n    return «save(n) + s\n', message: ADD },
    wanted: undefined,
  },
  {
    name: 'another member is another code',
    pair: { text: 'def f(o):\n    return «o.count + o.name\n', message: ADD },
    after: 'def f(o):\n    return o.count + int(o.name)\n',
    here: { text: 'def g(o):\n    return «o.count + o.size\n', message: ADD },
    wanted: undefined,
  },
  {
    name: 'two variables that were one',
    pair: { text: 'def f(n):\n    return «n[0] + n[1]\n', message: ADD },
    after: 'def f(n):\n    return n[0] + int(n[1])\n',
    here: { text: 'def g(a, b):\n    return «a[0] + b[1]\n', message: ADD },
    wanted: undefined,
  },
  {
    name: 'a name of the message',
    pair: { text: 'from log import audit\n\n«audti("x")\n', message: "name 'audti' is not defined", errorType: 'NameError' },
    after: 'from log import audit\n\naudit("x")\n',
    here: {
      text: 'from log import audit\nprint(1)\nif a:\n    «audti("y")\n',
      message: "name 'audti' is not defined",
      errorType: 'NameError',
    },
    wanted: 'from log import audit\nprint(1)\nif a:\n    audit("y")\n',
  },
  {
    name: 'another name of the message has another fix',
    pair: { text: 'from log import audit\n\n«audti("x")\n', message: "name 'audti' is not defined", errorType: 'NameError' },
    after: 'from log import audit\n\naudit("x")\n',
    here: { text: 'from log import audit\n«foo("y")\n', message: "name 'foo' is not defined", errorType: 'NameError' },
    wanted: undefined,
  },
  {
    name: 'an import of the own project',
    pair: { text: 'import os\n\nprint(«clamp(3))\n', message: "name 'clamp' is not defined", errorType: 'NameError' },
    after: 'import os\nfrom rover.maths import clamp\n\nprint(clamp(3))\n',
    here: { text: 'import sys\n\n\ndef f(x):\n    return «clamp(x)\n', message: "name 'clamp' is not defined", errorType: 'NameError' },
    wanted: 'import sys\n\nfrom rover.maths import clamp\n\n\ndef f(x):\n    return clamp(x)\n',
  },
  {
    name: 'the import of another name says nothing',
    pair: { text: 'import os\n\nprint(«clamp(3))\n', message: "name 'clamp' is not defined", errorType: 'NameError' },
    after: 'import os\nfrom rover.maths import clamp\n\nprint(clamp(3))\n',
    here: { text: 'import sys\n\nprint(«clip(2))\n', message: "name 'clip' is not defined", errorType: 'NameError' },
    wanted: undefined,
  },
  {
    name: 'a guard above the line',
    pair: { text: 'def f(row):\n    return «row["a"]\n', message: NONE },
    after: 'def f(row):\n    if row is None:\n        raise LookupError("no such row")\n    return row["a"]\n',
    here: { text: 'class B:\n    def g(self, user):\n        return «user["a"]\n', message: NONE },
    wanted:
      'class B:\n    def g(self, user):\n        if user is None:\n            raise LookupError("no such row")\n        return user["a"]\n',
  },
  {
    name: 'another text in the line',
    pair: { text: 'def f(row):\n    return «row["a"]\n', message: NONE },
    after: 'def f(row):\n    if row is None:\n        raise LookupError("no such row")\n    return row["a"]\n',
    here: { text: 'def g(user):\n    return «user["name"]\n', message: NONE },
    wanted: 'def g(user):\n    if user is None:\n        raise LookupError("no such row")\n    return user["name"]\n',
  },
  {
    name: 'a variable of the pair’s file that is not here',
    pair: { text: 'limit = 3\ndef f(n, s):\n    return «n + s\n', message: ADD },
    after: 'limit = 3\ndef f(n, s):\n    return n + min(limit, int(s))\n',
    here: { text: 'def g(a, b):\n    return «a + b\n', message: ADD },
    wanted: undefined,
  },
  {
    name: 'the change some lines above the error',
    pair: { text: 'def f():\n    n = input()\n    print("x")\n    return «n + 1\n', message: ADD },
    after: 'def f():\n    n = int(input())\n    print("x")\n    return n + 1\n',
    here: { text: 'def g():\n    age = input()\n    print("y")\n    return «age + 1\n', message: ADD },
    wanted: 'def g():\n    age = int(input())\n    print("y")\n    return age + 1\n',
  },
  {
    name: 'the change at another distance, the only such line nearby',
    pair: { text: 'def f():\n    n = input()\n    return «n + 1\n', message: ADD },
    after: 'def f():\n    n = int(input())\n    return n + 1\n',
    here: { text: 'def g():\n    age = input()\n    print("y")\n    print("z")\n    return «age + 1\n', message: ADD },
    wanted: 'def g():\n    age = int(input())\n    print("y")\n    print("z")\n    return age + 1\n',
  },
  {
    name: 'a line that was taken out',
    pair: { text: 'def f(x):\n    x = 1\n    «x.y()\n    x.z()\n', message: NONE },
    after: 'def f(x):\n    x.y()\n    x.z()\n',
    here: { text: 'def g(q):\n    q = 1\n    «q.y()\n', message: NONE },
    wanted: 'def g(q):\n    q.y()\n',
  },
];

const SCRIPT_ROWS: readonly Row[] = [
  {
    name: 'a TypeScript line with another variable',
    pair: {
      text: 'export function f(user?: User) {\n  return «user.name;\n}\n',
      message: "'user' is possibly 'undefined'.",
      errorType: 'TS18048',
      file: 'src/a.ts',
      language: 'typescript',
    },
    after: "export function f(user?: User) {\n  assert(user, 'no user');\n  return user.name;\n}\n",
    here: {
      text: "import { assert } from './assert';\nexport function g(owner?: User) {\n    return «owner.name;\n}\n",
      message: "'owner' is possibly 'undefined'.",
      errorType: 'TS18048',
      file: 'src/b.ts',
      language: 'typescript',
    },
    wanted:
      "import { assert } from './assert';\nexport function g(owner?: User) {\n    assert(owner, 'no user');\n    return owner.name;\n}\n",
  },
  {
    name: 'a relative import from another folder',
    pair: {
      text: "import { a } from './a';\n\nconsole.log(«clamp(1));\n",
      message: "Cannot find name 'clamp'.",
      errorType: 'TS2304',
      file: 'src/app/main.ts',
      language: 'typescript',
    },
    after: "import { a } from './a';\nimport { clamp } from '../lib/maths';\n\nconsole.log(clamp(1));\n",
    here: {
      text: "import { b } from './b';\n\nexport const x = «clamp(2);\n",
      message: "Cannot find name 'clamp'.",
      errorType: 'TS2304',
      file: 'src/other/deep/x.ts',
      language: 'typescript',
    },
    wanted: "import { b } from './b';\nimport { clamp } from '../../lib/maths';\n\nexport const x = clamp(2);\n",
  },
];

/** The same signature, and another mistake, or another place. */
const OTHER_ROWS: readonly Row[] = [
  {
    name: 'another type in the message',
    pair: { text: 'def f(n, s):\n    return «n + s\n', message: ADD },
    after: 'def f(n, s):\n    return n + int(s)\n',
    here: { text: 'def g(a, b):\n    return «a + b\n', message: "unsupported operand type(s) for +: 'int' and 'list'" },
    wanted: undefined,
  },
  {
    name: 'a default for another key',
    pair: { text: 'def f(d):\n    return «d["count"]\n', message: "'count'", errorType: 'KeyError' },
    after: 'def f(d):\n    return d.get("count", 0)\n',
    here: { text: 'def g(d):\n    return «d["name"]\n', message: "'name'", errorType: 'KeyError' },
    wanted: undefined,
  },
  {
    name: 'a line nearby that has nothing to do with the problem',
    pair: { text: 'def f():\n    n = input()\n    print("x")\n    return «n + 1\n', message: ADD },
    after: 'def f():\n    n = int(input())\n    print("x")\n    return n + 1\n',
    here: { text: 'def g(age):\n    name = input()\n    log(age)\n    return «age + 1\n', message: ADD },
    wanted: undefined,
  },
  {
    name: 'an empty list for what becomes a sum',
    pair: { text: 'def f(xs):\n    for x in xs:\n        «result.append(x)\n', message: '"result" is unbound' },
    after: 'def f(xs):\n    result = []\n    for x in xs:\n        result.append(x)\n',
    here: { text: 'def g(ys):\n    for y in ys:\n        «total += y\n', message: '"total" is unbound' },
    wanted: undefined,
  },
  {
    name: 'another keyword argument',
    pair: { text: 'def f(u):\n    return «send(u, retries="3")\n', message: ADD },
    after: 'def f(u):\n    return send(u, retries=int("3"))\n',
    here: { text: 'def g(u):\n    return «send(u, name="bob")\n', message: ADD },
    wanted: undefined,
  },
  {
    name: 'an await where none may stand',
    pair: { text: 'async def f(k):\n    u = load(k)\n    return «u.name\n', message: NONE },
    after: 'async def f(k):\n    u = await load(k)\n    return u.name\n',
    here: { text: 'def g(k):\n    u = load(k)\n    return «u.name\n', message: NONE },
    wanted: undefined,
  },
  {
    name: 'a name that is something else here',
    pair: { text: 'logger = make()\ndef f(c):\n    «c.run()\n', message: NONE },
    after: 'logger = make()\ndef f(c):\n    if c is None:\n        logger.error("none")\n    c.run()\n',
    here: { text: 'def logger(fn):\n    return fn\n\n@logger\ndef g(d):\n    «d.run()\n', message: NONE },
    wanted: undefined,
  },
  {
    name: 'an import whose name is taken',
    pair: { text: 'def f(a, b):\n    return «a + b\n', message: ADD },
    after: 'import numpy as np\n\n\ndef f(a, b):\n    return np.add(a, b)\n',
    here: { text: 'def np(x):\n    return x\n\n\ndef g(a, b):\n    return «a + b\n', message: ADD },
    wanted: undefined,
  },
  {
    name: 'code in a docstring',
    pair: { text: 'def f():\n    n = input()\n    return «n + 1\n', message: ADD },
    after: 'def f():\n    n = int(input())\n    return n + 1\n',
    here: { text: 'def g(n):\n    """Example:\n\n    n = input()\n    """\n    return «n + 1\n', message: ADD },
    wanted: undefined,
  },
  {
    name: 'another decorator above',
    pair: { text: 'class A:\n    @cached\n    def f(x):\n        return «x\n', message: NONE },
    after: 'class A:\n    @cached\n    def f(self, x):\n        return x\n',
    here: { text: 'class B:\n    @staticmethod\n    def f(x):\n        return «x\n', message: NONE },
    wanted: undefined,
  },
  {
    name: 'a member that the class here has not',
    pair: {
      text: 'class A:\n    def __init__(self):\n        self.count = 0\n    def f(self):\n        return «count\n',
      message: "name 'count' is not defined",
    },
    after: 'class A:\n    def __init__(self):\n        self.count = 0\n    def f(self):\n        return self.count\n',
    here: { text: 'class B:\n    def g(self):\n        return «math\n', message: "name 'math' is not defined" },
    wanted: undefined,
  },
  {
    name: 'a fix that hides the error',
    pair: { text: 'def f(r):\n    «r["a"]()\n', message: NONE },
    after: 'def f(r):\n    try:\n        r["a"]()\n    except Exception:\n        pass\n',
    here: { text: 'def g(q):\n    «q["a"]()\n', message: NONE },
    wanted: undefined,
  },
  {
    name: 'a fix that takes the failing line away',
    pair: { text: 'def f(r):\n    «r["a"]\n    return 1\n', message: NONE },
    after: 'def f(r):\n    return 1\n',
    here: { text: 'def g(q):\n    «q["b"]\n    return 1\n', message: NONE },
    wanted: undefined,
  },
  {
    name: 'the line ends and the indentation of this file',
    pair: { text: 'def f(row):\n    return «row["a"]\n', message: NONE },
    after: 'def f(row):\n    if row is None:\n        raise LookupError("no such row")\n    return row["a"]\n',
    here: { text: 'def g(user):\r\n\treturn «user["a"]\r\n', message: NONE },
    wanted: 'def g(user):\r\n\tif user is None:\r\n\t\traise LookupError("no such row")\r\n\treturn user["a"]\r\n',
  },
];

describe('a fix that was accepted once', () => {
  it.each([...PYTHON_ROWS, ...SCRIPT_ROWS, ...OTHER_ROWS])('$name', async ({ pair, after, here, wanted }) => {
    expect((await remembered([pairOf(pair, after)], here)).text).toBe(wanted);
  });

  it('an earlier fix of the very same code is another thing than one with other names', async () => {
    const pair = pairOf({ text: 'def f(n, s):\n    return «n + s\n', message: ADD }, 'def f(n, s):\n    return n + int(s)\n');
    expect((await remembered([pair], { text: 'def f(n, s):\n    return «n + s\n', message: ADD })).variant).toBe('same-code');
    expect((await remembered([pair], { text: 'def f(a, b):\n    return «a + b\n', message: ADD })).variant).toBe('renamed');
  });

  it('what the user made of it counts, not what was proposed', async () => {
    const pair = {
      ...pairOf({ text: 'def f(n, s):\n    return «n + s\n', message: ADD }, 'def f(n, s):\n    return n + int(s)\n'),
      final: 'def f(n, s):\n    return str(n) + s\n',
    };
    expect((await remembered([pair], { text: 'def g(a, b):\n    return «a + b\n', message: ADD })).text).toBe(
      'def g(a, b):\n    return str(a) + b\n',
    );
  });

  it('somebody else’s fix that starts a program is not taken over', async () => {
    const after = 'import os\ndef f(n, s):\n    os.system("x")\n    return n + int(s)\n';
    const pair = { ...pairOf({ text: 'import os\ndef f(n, s):\n    return «n + s\n', message: ADD }, after), via: 'import' as const };
    expect((await remembered([pair], { text: 'import os\ndef f(n, s):\n    return «n + s\n', message: ADD })).text).toBeUndefined();
  });

  it('names the pairs that it was made of, all that say the same', async () => {
    const of = (name: string): SuccessPair =>
      pairOf({ text: `def ${name}(n, s):\n    return «n + s\n`, message: ADD }, `def ${name}(n, s):\n    return n + int(s)\n`);
    const [f, g] = [of('f'), of('g')];
    expect((await remembered([f, g], { text: 'def h(a, b):\n    return «a + b\n', message: ADD })).pairs).toEqual([f.id, g.id]);
  });

  it('made with another version of a library than the one that is here, it says so; where that is not known, nothing', async () => {
    const seen: Seen = {
      text: 'import _ from "lodash";\nshow(«_.pluck(a));\n',
      message: "Property 'pluck' does not exist",
      language: 'javascript',
      file: 'a.js',
    };
    const pair = { ...pairOf(seen, 'import _ from "lodash";\nshow(_.map(a));\n'), libraries: { lodash: '4.17.0' } };
    const here = (version: string): Promise<Again> => remembered([pair], seen, { '/w/node_modules/lodash/package.json': version });
    expect((await here('{"version":"5.0.0"}')).adds).toEqual(['relies on a fix made with lodash 4.17.0, and 5.0.0 is installed']);
    for (const same of ['{"version":"4.17.0"}', '{', '{"version":5}'])
      expect(await here(same)).toMatchObject({ adds: undefined, variant: 'same-code' });
  });

  it('a part of a fix of several files is none', async () => {
    const pair = { ...pairOf({ text: 'a = «n + s\n', message: ADD }, 'a = n + int(s)\n'), otherFiles: ['b.py'] };
    expect((await remembered([pair], { text: 'a = «n + s\n', message: ADD })).text).toBeUndefined();
  });
});
