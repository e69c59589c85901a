// Imports of modules that can't be seen, by what the file's other imports say: through the fixer of undefined names.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { bestScript, mendScript } from '../../../../../../test/unit/mend-script';
import { ScriptRequests } from '../../../../project/typescript-requests';
import { PROPOSE, proposeQuestion } from '../../framework/typed-rule';
import { undefinedName } from '../undefined-name';

const first = (text: string, path?: string): string | undefined => bestScript(undefinedName, text, path === undefined ? {} : { path });

test.each([
  // Named like its module, in the file's own way, among its like.
  [
    'import { readRow } from "./read_row";\nimport { sort } from "./sort";\nreadRow(writeRow(sort()));\n',
    'import { readRow } from "./read_row";\nimport { sort } from "./sort";\nimport { writeRow } from "./write_row";\nreadRow(writeRow(sort()));\n',
  ],
  // From where names of the same words come already, not from a module of its own.
  [
    'import { readRow } from "./read_row";\nimport { TableWriter } from "./out/table_writer";\nexport const write = (o: TableWriterOptions) => new TableWriter(o, readRow);\n',
    'import { readRow } from "./read_row";\nimport { TableWriter, TableWriterOptions } from "./out/table_writer";\nexport const write = (o: TableWriterOptions) => new TableWriter(o, readRow);\n',
  ],
  // A namespace is the folder that another path goes through.
  [
    'import { compile } from "./core/compile.js";\ncore.start(compile());\n',
    'import { compile } from "./core/compile.js";\nimport * as core from "./core/index.js";\ncore.start(compile());\n',
  ],
  // All of the module is handed on.
  [
    'export * from "./change-event";\nexport interface Input {\n  event: ChangeEvent;\n}\n',
    'import { ChangeEvent } from "./change-event";\nexport * from "./change-event";\nexport interface Input {\n  event: ChangeEvent;\n}\n',
  ],
])('%j → %j', (before, after) => {
  expect(first(before)).toBe(after);
});

test.each([
  [
    'export const id = (text) => createHash("sha1").update(text).digest("hex");\n',
    'import { createHash } from "node:crypto";\nexport const id = (text) => createHash("sha1").update(text).digest("hex");\n',
  ],
  [
    'import { readdirSync } from "fs";\nexport const f = (p) => existsSync(p) && readdirSync(p);\n',
    'import { readdirSync, existsSync } from "fs";\nexport const f = (p) => existsSync(p) && readdirSync(p);\n',
  ],
  [
    'const path = require("path");\nmodule.exports = (p) => readFileSync(path.join(p, "a"));\n',
    'const path = require("path");\nconst { readFileSync } = require("fs");\nmodule.exports = (p) => readFileSync(path.join(p, "a"));\n',
  ],
])('what only one module of Node exports: %j', (before, after) => {
  const reported = {
    errorType: 'no-undef',
    message: `'${/createHash|existsSync|readFileSync/.exec(before)?.[0] ?? ''}' is not defined.`,
    at: /createHash|existsSync|readFileSync/.exec(before)?.[0] ?? '',
  };
  expect(bestScript(undefinedName, before, { path: '/w/a.js', reported })).toBe(after);
});

test("the file's own name tells how files are named", () => {
  expect(first('import { parse } from "./parser";\nparse(new RowReader());\n', '/w/row_writer.ts')).toContain(
    'import { RowReader } from "./row_reader";',
  );
  expect(first('import { parse } from "./parser";\nparse(new RowReader());\n', '/w/row-writer.ts')).toContain(
    'import { RowReader } from "./row-reader";',
  );
});

test('a list keeps its order and its lines', () => {
  const list = 'import type {\n  RowCell,\n  RowKind,\n  RowSpan,\n} from "./types";\n';
  const use = 'export type All = [RowCell, RowKind, RowSpan, RowFormat];\n';
  expect(mendScript(undefinedName, list + use).map(({ text }) => text)).toContain(
    list.replace('  RowKind', '  RowFormat,\n  RowKind') + use,
  );
  const unsorted = 'import type { RowSpan, RowCell, RowKind } from "./types";\n';
  expect(mendScript(undefinedName, unsorted + use).map(({ text }) => text)).toContain(
    unsorted.replace('RowKind', 'RowKind, RowFormat') + use,
  );
});

test('without an import that shows the way there is no guess', () => {
  expect(mendScript(undefinedName, 'export class Row extends BaseRow {}\n')).toEqual([]);
});

test('in a folder on the disk as well: what counts is that none of the modules is found', () => {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'import-guess-')));
  try {
    const file = path.join(folder, 'main.ts');
    const text = 'import { readRow } from "./read_row";\nreadRow(writeRow());\n';
    fs.writeFileSync(file, text);
    const offered = (): unknown => {
      const requests = new ScriptRequests(ts, { [PROPOSE]: proposeQuestion([undefinedName]) });
      requests.handle({ op: 'open', folder: 1, spec: { kind: 'disk', root: folder } });
      const start = text.indexOf('writeRow');
      const input = {
        rule: undefinedName.id,
        rewritten: false,
        start,
        end: start + 8,
        errorType: 'TS2304',
        message: "Cannot find name 'writeRow'.",
      };
      return requests.handle({ op: 'ask', folder: 1, path: file, text, question: PROPOSE, input });
    };
    expect(offered()).toContainEqual(expect.objectContaining({ title: "Import 'writeRow' from './write_row'" }));
    fs.writeFileSync(path.join(folder, 'read_row.ts'), 'export const readRow = (n: number) => n;\n');
    expect(offered()).not.toContainEqual(expect.objectContaining({ title: "Import 'writeRow' from './write_row'" }));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
