import { expect, test } from 'vitest';
import { heals, healsCrashes } from '../../../../../test/unit/fixer-cases';
import { bestScript } from '../../../../../test/unit/mend-script';
import { modulePath } from './module-path';

test.each([
  ["import { sum } from './uitls';\nsum();\n", "import { sum } from './utils';\nsum();\n"],
  ["import { sum } from './util';\nsum();\n", "import { sum } from './utils';\nsum();\n"],
  ["import { sum } from '../utils';\nsum();\n", "import { sum } from './utils';\nsum();\n"],
])('%j → %j', (before, after) => {
  expect(
    bestScript(modulePath, before, { files: { '/w/utils.ts': 'export function sum() {}\n', '/w/other.ts': 'export const x = 1;\n' } }),
  ).toBe(after);
});

test('a file that stands alone: the imported name says what the module is called', () => {
  expect(bestScript(modulePath, "import { BufferReader } from './buffer-raeder';\nnew BufferReader();\n")).toBe(
    "import { BufferReader } from './buffer-reader';\nnew BufferReader();\n",
  );
});

test('a file that stands alone: the folder is known by another path', () => {
  const other = "import { sum } from '../cache/sums';\n";
  expect(bestScript(modulePath, `import { load } from './cache/loader';\n${other}load(sum());\n`)).toBe(
    `import { load } from '../cache/loader';\n${other}load(sum());\n`,
  );
});

test('a capital struck twice', () => {
  expect(bestScript(modulePath, "import { RowReader } from './RowRReaderImpl.js';\nexport const r = new RowReader();\n")).toBe(
    "import { RowReader } from './RowReaderImpl.js';\nexport const r = new RowReader();\n",
  );
});

heals(
  'typescript/module-path',
  [
    [
      'import { sum } from "./uitls";\nexport const n = sum(1, 2);\n',
      'import { sum } from "./utils";\nexport const n = sum(1, 2);\n',
      { files: { 'utils.ts': 'export function sum(a: number, b: number) { return a + b; }\n' } },
    ],
    [
      'import { sum } from "./utils";\nexport const n = sum(1, 2);\n',
      'import { sum } from "./lib/utils";\nexport const n = sum(1, 2);\n',
      { files: { 'lib/utils.ts': 'export function sum(a: number, b: number) { return a + b; }\n' } },
    ],
  ],
  [['import { draw } from "some-package";\nexport const n = draw();\n']],
);

healsCrashes(
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
