// Crashes of Node and reports of linters, healed and proved for real: the place of the error stands between « and ».
import { describe, expect, test } from 'vitest';
import { healed, type Given } from '../../../../../test/unit/heal-script';

/** Plain JavaScript, as most of it is: nothing type-checks it. */
const PLAIN = { checkJs: false };
type Case = readonly [crash: string, before: string, after: string, given?: Given];

function by(id: string, cases: readonly Case[], still: readonly (readonly [crash: string, text: string, given?: Given])[] = []): void {
  describe(id, () => {
    test.each(cases.map(([crash, before, after, given]) => ({ crash, before, after, given })))(
      '$crash: $before',
      async ({ crash, before, after, given }) => {
        const it = await healed(before, { name: 'main.js', options: PLAIN, crash, ...given });
        expect(it.after).toBe(after);
        expect(it.by[0]).toBe(id);
      },
    );
    test.each(still.map(([crash, text, given]) => ({ crash, text, given })))('not $crash: $text', async ({ crash, text, given }) => {
      expect((await healed(text, { name: 'main.js', options: PLAIN, crash, ...given })).by).not.toContain(id);
    });
  });
}

by(
  'typescript/translated',
  [
    [
      "TypeError: Class constructor Animal cannot be invoked without 'new'",
      "class Animal {\n  constructor(name) { this.name = name; }\n}\nconst a = «Animal»('cat');\nconsole.log(a.name);\n",
      "class Animal {\n  constructor(name) { this.name = name; }\n}\nconst a = new Animal('cat');\nconsole.log(a.name);\n",
    ],
    [
      'TypeError: Assignment to constant variable.',
      'const total = 0;\nfor (const n of [1, 2]) {\n  total «+=» n;\n}\n',
      'let total = 0;\nfor (const n of [1, 2]) {\n  total += n;\n}\n',
    ],
    [
      "no-const-assign: 'total' is constant.",
      'const total = 0;\n«total» = 2;\nexport default total;\n',
      'let total = 0;\ntotal = 2;\nexport default total;\n',
    ],
    [
      'TypeError: xs is not iterable',
      'async function load() { return [1, 2]; }\nexport async function main() {\n  const xs = load();\n  for (const x of «xs») console.log(x);\n}\n',
      'async function load() { return [1, 2]; }\nexport async function main() {\n  const xs = await load();\n  for (const x of xs) console.log(x);\n}\n',
    ],
    [
      'TypeError: s.length is not a function',
      'const s = new Set([1]);\nconsole.log(s.«length»());\n',
      'const s = new Set([1]);\nconsole.log(s.size);\n',
    ],
    [
      'TypeError: counts is not iterable',
      'const counts = { a: 1, b: 2 };\nfor (const [k, v] of «counts») console.log(k, v);\n',
      'const counts = { a: 1, b: 2 };\nfor (const [k, v] of Object.entries(counts)) console.log(k, v);\n',
    ],
  ],
  [
    [
      "TypeError: Cannot read properties of undefined (reading 'name')",
      'export function first(list) {\n  return list.find((one) => one.ok).«name»;\n}\n',
    ],
    ['TypeError: value is not a function', 'export function run(value) {\n  return «value»();\n}\n'],
  ],
);

by(
  'typescript/misspelt-member',
  [
    [
      "TypeError: Cannot read properties of undefined (reading 'city')",
      "const user = { name: 'Ada', address: { city: 'London' } };\nconsole.log(user.adress.«city»);\n",
      "const user = { name: 'Ada', address: { city: 'London' } };\nconsole.log(user.address.city);\n",
    ],
    [
      "TypeError: Cannot read properties of undefined (reading 'city')",
      "function show(u) {\n  return u.addres.«city»;\n}\nconsole.log(show({ name: 'Ada', address: { city: 'London' } }));\n",
      "function show(u) {\n  return u.address.city;\n}\nconsole.log(show({ name: 'Ada', address: { city: 'London' } }));\n",
    ],
  ],
  [
    [
      "TypeError: Cannot read properties of undefined (reading 'city')",
      "function show(u) {\n  return u.address.«city»;\n}\nconsole.log(show({ name: 'Ada', address: undefined }));\n",
    ],
    ["TypeError: Cannot read properties of undefined (reading 'city')", 'export function show(u) {\n  return u.address.«city»;\n}\n'],
  ],
);

by(
  'typescript/loop-bound',
  [
    [
      "TypeError: Cannot read properties of undefined (reading 'run')",
      'export function all(list) {\n  for (let i = 0; i <= list.length; i++) {\n    list[i].«run»();\n  }\n}\n',
      'export function all(list) {\n  for (let i = 0; i < list.length; i++) {\n    list[i].run();\n  }\n}\n',
    ],
    [
      "TypeError: Cannot read properties of undefined (reading 'toFixed')",
      'const data = { a: [1, 2] };\nfor (let i = 0; i <= data.a.length; i++) {\n  const n = data.a[i];\n  console.log(n.«toFixed»(1));\n}\n',
      'const data = { a: [1, 2] };\nfor (let i = 0; i < data.a.length; i++) {\n  const n = data.a[i];\n  console.log(n.toFixed(1));\n}\n',
    ],
    [
      "TypeError: Cannot read properties of undefined (reading 'id')",
      'export function back(list) {\n  for (let i = list.length; i >= 0; i--) console.log(list[i].«id»);\n}\n',
      'export function back(list) {\n  for (let i = list.length - 1; i >= 0; i--) console.log(list[i].id);\n}\n',
    ],
  ],
  [
    [
      "TypeError: Cannot read properties of undefined (reading 'run')",
      'export function all(list, other) {\n  for (let i = 0; i <= other.length; i++) list[i].«run»();\n}\n',
    ],
    [
      "TypeError: Cannot read properties of undefined (reading 'run')",
      'export function all(list) {\n  for (let i = 0; i < list.length; i++) list[i].«run»();\n}\n',
    ],
  ],
);

by(
  'typescript/module-kind',
  [
    [
      'ReferenceError: require is not defined in ES module scope, you can use import instead',
      "const fs = «require»('fs');\nconst { join: to, sep } = require('path');\nconsole.log(fs.existsSync(to('a', sep)));\n",
      "import fs from 'fs';\nimport { join as to, sep } from 'path';\nconsole.log(fs.existsSync(to('a', sep)));\n",
      { name: 'main.mjs' },
    ],
    [
      'SyntaxError: Cannot use import statement outside a module',
      "«import» fs from 'fs';\nimport { join as to, sep } from 'path';\nimport * as os from 'os';\nconsole.log(fs.existsSync(to(os.tmpdir(), sep)));\n",
      "const fs = require('fs');\nconst { join: to, sep } = require('path');\nconst os = require('os');\nconsole.log(fs.existsSync(to(os.tmpdir(), sep)));\n",
      { name: 'main.cjs' },
    ],
    [
      'SyntaxError: Cannot use import statement outside a module',
      "«import» { join } from 'path'\nconst fs = require('fs')\nconsole.log(fs.existsSync(join('a', 'b')))\n",
      "const { join } = require('path')\nconst fs = require('fs')\nconsole.log(fs.existsSync(join('a', 'b')))\n",
    ],
  ],
  [
    [
      'ReferenceError: require is not defined in ES module scope, you can use import instead',
      "const name = 'fs';\nconst fs = «require»(name);\nconsole.log(fs);\n",
      { name: 'main.mjs' },
    ],
    [
      'ReferenceError: require is not defined in ES module scope, you can use import instead',
      "const { sum } = «require»('./sum');\nconsole.log(sum(1));\n",
      { name: 'main.mjs' },
    ],
    ['SyntaxError: Cannot use import statement outside a module', "«import» fs from 'fs';\nconsole.log(fs);\n"],
  ],
);

by(
  'typescript/module-path',
  [
    [
      "ERR_MODULE_NOT_FOUND: Cannot find module '/script-in-memory/helper' imported from /script-in-memory/main.mjs",
      "«import { sum } from './helper';»\nconsole.log(sum(1, 2));\n",
      "import { sum } from './helper.mjs';\nconsole.log(sum(1, 2));\n",
      { name: 'main.mjs', files: { 'helper.mjs': 'export function sum(a, b) { return a + b; }\n' } },
    ],
    [
      "MODULE_NOT_FOUND: Cannot find module './helpr.js'",
      "const { sum } = «require»('./helpr.js');\nconsole.log(sum(1, 2));\n",
      "const { sum } = require('./helper.js');\nconsole.log(sum(1, 2));\n",
      { files: { 'helper.js': 'module.exports = { sum: (a, b) => a + b };\n' } },
    ],
  ],
  [["MODULE_NOT_FOUND: Cannot find module 'left-pad'", "const pad = «require»('left-pad');\nconsole.log(pad('a', 3));\n"]],
);

by(
  'typescript/iterate-object',
  [
    [
      "TS2488: Type '{ a: number; }' must have a '[Symbol.iterator]()' method that returns an iterator.",
      'const counts = { a: 1 };\nfor (const [k, v] of «counts») console.log(k, v);\n',
      'const counts = { a: 1 };\nfor (const [k, v] of Object.entries(counts)) console.log(k, v);\n',
      { name: 'main.ts' },
    ],
    [
      "TS2488: Type 'Record<string, number>' must have a '[Symbol.iterator]()' method that returns an iterator.",
      'export function sum(counts: Record<string, number>) {\n  let n = 0;\n  for (const k of «counts») n += counts[k] ?? 0;\n  return n;\n}\n',
      'export function sum(counts: Record<string, number>) {\n  let n = 0;\n  for (const k of Object.keys(counts)) n += counts[k] ?? 0;\n  return n;\n}\n',
      { name: 'main.ts' },
    ],
    [
      "TS2488: Type '{ home: string; }' must have a '[Symbol.iterator]()' method that returns an iterator.",
      'export class Env {\n  known = { home: "h" };\n  show() {\n    for (const [name, value] of «this.known») console.log(name, value);\n  }\n}\n',
      'export class Env {\n  known = { home: "h" };\n  show() {\n    for (const [name, value] of Object.entries(this.known)) console.log(name, value);\n  }\n}\n',
      { name: 'main.ts' },
    ],
  ],
  [
    [
      "TS2488: Type '{ a: number; }' must have a '[Symbol.iterator]()' method that returns an iterator.",
      'const counts = { a: 1 };\nfor (const one of «counts») console.log(one);\n',
      { name: 'main.ts' },
    ],
  ],
);
