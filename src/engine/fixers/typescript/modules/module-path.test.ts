import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { modules } from './module-path';

test.each([
  ["import { sum } from './uitls';\nsum();\n", "import { sum } from './utils';\nsum();\n"],
  ["import { sum } from './util';\nsum();\n", "import { sum } from './utils';\nsum();\n"],
  ["import { sum } from '../utils';\nsum();\n", "import { sum } from './utils';\nsum();\n"],
])('%j → %j', (before, after) => {
  expect(
    bestScript(modules, before, { files: { '/w/utils.ts': 'export function sum() {}\n', '/w/other.ts': 'export const x = 1;\n' } }),
  ).toBe(after);
});

test('a file that stands alone: the imported name says what the module is called', () => {
  expect(bestScript(modules, "import { BufferReader } from './buffer-raeder';\nnew BufferReader();\n")).toBe(
    "import { BufferReader } from './buffer-reader';\nnew BufferReader();\n",
  );
});

test('a file that stands alone: the folder is known by another path', () => {
  const other = "import { sum } from '../cache/sums';\n";
  expect(bestScript(modules, `import { load } from './cache/loader';\n${other}load(sum());\n`)).toBe(
    `import { load } from '../cache/loader';\n${other}load(sum());\n`,
  );
});

test('a capital struck twice', () => {
  expect(bestScript(modules, "import { RowReader } from './RowRReaderImpl.js';\nexport const r = new RowReader();\n")).toBe(
    "import { RowReader } from './RowReaderImpl.js';\nexport const r = new RowReader();\n",
  );
});
