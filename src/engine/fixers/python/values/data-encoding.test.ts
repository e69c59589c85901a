import path from 'node:path';
import { expect, test } from 'vitest';
import { placed } from '../../../../../test/support/python-case';
import { applyEdits } from '../../../syntax/edits';
import { dataEncoding, encodingOfBytes, invalidAt } from './data-encoding';

const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

test.each([
  ['letters of Western Europe', latin('name,town\nZo\xeb,K\xf6ln\n'), 'cp1252'],
  ['a dash and a curly quote', latin('Elm \x96 it\x92s\n'), 'cp1252'],
  ['a byte order mark', Uint8Array.from([0xff, 0xfe, 0x61, 0]), 'utf-16'],
  ['another alphabet', latin('\xef\xf0\xe8\xe2\xe5\xf2 \xec\xe8\xf0\n'), undefined],
  ['a byte that cp1252 has not', latin('a\x81b\n'), undefined],
  ['binary data', latin('\x89PNG\r\n\x1a\n\0'), undefined],
])('%s', (_, bytes, encoding) => expect(encodingOfBytes(bytes)).toBe(encoding));

test('the first byte that is no UTF-8', () => {
  expect(invalidAt(new TextEncoder().encode('Köln – 5 €'))).toBe(-1);
  expect(invalidAt(latin('K\xf6ln'))).toBe(1);
});

/** The text after the fixer's proposal, the workspace having the files of bytes; undefined where it has none. */
async function mended(marked: string, message: string, data: Readonly<Record<string, Uint8Array>>): Promise<string | undefined> {
  const { problem, source, file, start, end, workspace } = placed(marked, `UnicodeDecodeError: ${message}`, {});
  const root = path.dirname(file);
  const files = {
    read: (name: string) => workspace.files.read(name),
    exists: (name: string) => workspace.files.exists(name),
    bytes: (name: string) => Promise.resolve(data[path.relative(root, name)]),
    list: (extensions: readonly string[]) =>
      Promise.resolve(
        Object.keys(data)
          .filter((name) => extensions.includes(path.extname(name)))
          .map((name) => path.join(root, name)),
      ),
  };
  const [found] = await dataEncoding.propose({
    problem,
    source,
    path: file,
    start,
    end,
    all: [problem],
    workspace: { ...workspace, files },
    signal: new AbortController().signal,
  });
  return found && applyEdits(source.text, found.edits);
}

const MESSAGE = "'utf-8' codec can't decode byte 0xf6 in position 1: invalid start byte";

test('the file on the line is opened in the encoding that its bytes tell', async () => {
  const data = { 'towns.csv': latin('K\xf6ln\n') };
  expect(await mended('with open("towns.csv") as f:\n    for row in f:\n        «print(row)»\n', MESSAGE, data)).toContain(
    'open("towns.csv", encoding="cp1252")',
  );
  expect(await mended("import pandas as pd\n«t = pd.read_csv(DATA / 'towns.csv', sep=';')»\n", MESSAGE, data)).toContain(
    "sep=';', encoding='cp1252')",
  );
  expect(await mended('«text = open("towns.csv", encoding="utf-8").read()»\n', MESSAGE, data)).toContain('encoding="cp1252"');
});

test('what is pickled is opened as bytes', async () => {
  const message = "'utf-8' codec can't decode byte 0x80 in position 0: invalid start byte";
  expect(await mended('import pickle\nwith open("a.pkl") as f:\n    «x = pickle.load(f)»\n', message, {})).toContain('open("a.pkl", "rb")');
});

test('silence where no file has that byte, and where two files tell different things', async () => {
  expect(await mended('«text = open(name).read()»\n', MESSAGE, { 'a.txt': latin('Zo\xeb') })).toBeUndefined();
  const two = { 'a.txt': latin('K\xf6ln\n'), 'b.txt': latin('\xf6\xf0\xe8\xe2') };
  expect(await mended('«text = open(name).read()»\n', MESSAGE, two)).toBeUndefined();
});
