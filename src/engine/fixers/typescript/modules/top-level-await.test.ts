import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const AWAIT = 'SyntaxError: await is only valid in async functions and the top level bodies of modules';

healsCrashes(
  'typescript/top-level-await',
  [
    [
      AWAIT,
      "const { get } = require('./get');\n\nconst hits = «await» get();\nconsole.log(hits);\n",
      "const { get } = require('./get');\n\nasync function main() {\n  const hits = await get();\n  console.log(hits);\n}\n\nmain();\n",
    ],
    [
      AWAIT,
      'function load() {\n  const value = «await» Promise.resolve(1);\n  console.log(value);\n}\nload();\n',
      'async function load() {\n  const value = await Promise.resolve(1);\n  console.log(value);\n}\nload();\n',
    ],
    [
      AWAIT,
      'async function all(rows) {\n  rows.forEach((row) => {\n    «await» row.save();\n  });\n}\nall([]);\n',
      'async function all(rows) {\n  for (const row of rows) {\n    await row.save();\n  }\n}\nall([]);\n',
    ],
  ],
  [
    // Nobody waits for a callback of forEach.
    [AWAIT, 'function all(rows) {\n  rows.forEach((row) => {\n    «await» row.save();\n  });\n}\nall([]);\n'],
    // What the file gives out would not be there in time; a list of promises is another mistake.
    [AWAIT, "const { get } = require('./get');\nconst hits = «await» get();\nmodule.exports = hits;\n"],
    [AWAIT, 'const all = [1].map((n) => {\n  const v = «await» n;\n  return v;\n});\nconsole.log(all);\n'],
  ],
);

const PLAIN_CALLBACK = 'SyntaxError: await is only valid in async functions and the top level bodies of modules';
const inMain = (...lines: readonly string[]): string =>
  `const get = async (n) => n;\nasync function main() {\n${lines.map((line) => `  ${line}\n`).join('')}}\nmain();\n`;

healsCrashes(
  'typescript/top-level-await',
  [
    [
      PLAIN_CALLBACK,
      inMain('[1].map((n) => {', '  «await» get(n);', '});'),
      inMain('[1].map(async (n) => {', '  await get(n);', '});'),
      { name: 'main.cjs' },
    ],
    [
      PLAIN_CALLBACK,
      inMain('const all = [1].map((n) => {', '  return «await» get(n);', '});', 'console.log(all);'),
      inMain('const all = await Promise.all([1].map(async (n) => {', '  return await get(n);', '}));', 'console.log(all);'),
      { name: 'main.cjs' },
    ],
    [
      PLAIN_CALLBACK,
      inMain('const all = await Promise.all([1].map((n) => {', '  return «await» get(n);', '}));', 'console.log(all);'),
      inMain('const all = await Promise.all([1].map(async (n) => {', '  return await get(n);', '}));', 'console.log(all);'),
      { name: 'main.cjs' },
    ],
  ],
  // A promise is always true.
  [
    [
      PLAIN_CALLBACK,
      inMain('const some = [1].filter((n) => {', '  return «await» get(n);', '});', 'console.log(some);'),
      { name: 'main.cjs' },
    ],
  ],
);
