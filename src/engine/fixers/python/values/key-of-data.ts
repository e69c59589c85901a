/**
 * Mistake: a key that the data do not have: what they are called there, the file with the data or the caller tells.
 *
 * Before:  `row["ammount"]`, and the first line of `sales.csv` says `id,amount`      After:  `row["amount"]`
 * Before:  `row["ammount"]`, and the caller passes `[{"amount": 4}]`                After:  `row["amount"]`
 *
 * When not: the file itself shows the keys, or no key of the data resembles it.
 */
import path from 'node:path';
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { otherFile } from '../shared/own-modules';
import { hole, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';
import { nearNames, slipFeatures } from '../shared/similar';
import { liesIn } from '../../../project/inside-folder';

/** As much of a key must stay for another one to be meant. */
const MIN_SIMILARITY = 0.65;
const MAX_DATA_FILES = 8;
const MAX_OTHER_FILES = 6;
/** Of a data file only its beginning is read for names. In UTF-16 units. */
const MAX_JSON = 2_000_000;
const MAX_KEYS = 2000;

export const keyOfData: Fixer = {
  id: 'python/key-of-data',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['missing-key'] },
  async propose(context) {
    const file = pythonFile(context);
    const key = (hole(context, 'key') ?? '').replace(/^(["'])(.*)\1$/s, '$2');
    const index = nodesAt(file, 'MemberExpression')
      .filter((node) => subscriptOf(node))
      .map((node) => children(node)[2])
      .find((node) => node?.name === 'String' && textOf(file, node).slice(1, -1) === key);
    if (!index || key === '' || keysOf(file).size > 0) return [];
    const files = await filesOfProgram(file);
    const data = await keysOfData(file, files);
    const matches = nearNames(key, data, MIN_SIMILARITY);
    const fromData = matches.length > 0;
    if (!fromData) matches.push(...nearNames(key, new Set(files.flatMap((other) => [...keysOf(other)])), MIN_SIMILARITY));
    const [first, second] = matches;
    if (!first || (second && second.edits === first.edits && second.similarity === first.similarity)) return [];
    const quote = file.text[index.from] ?? "'";
    // The same slip in the same file is the same mistake.
    const places = stringsOf(file, key);
    return [
      {
        title: `Change the key to '${first.name}'`,
        explanation: fromData
          ? `The data have no '${key}'; '${first.name}' is there.`
          : `What is passed has no '${key}'; '${first.name}' is there.`,
        edits: (places.length > 0 ? places : [index]).map((node) => replace(node.from, node.to, quote + first.name + quote)),
        variant: fromData ? 'as-data-say' : 'as-caller-says',
        features: slipFeatures(key, matches),
      },
    ];
  },
};

/** Subscripts with the key, all over the file. */
function stringsOf(file: PythonFile, key: string): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name !== 'MemberExpression' || !subscriptOf(ref.node)) return;
      const index = children(ref.node)[2];
      if (index?.name === 'String' && textOf(file, index).slice(1, -1) === key) out.push(index);
    },
  });
  return out;
}

/** Keys of all dicts that are written out in a file. */
function keysOf(file: PythonFile): Set<string> {
  const out = new Set<string>();
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name !== 'DictionaryExpression') return;
      const parts = children(ref.node);
      parts.forEach((part, i) => {
        if (part.name === 'String' && parts[i + 1]?.name === ':') out.add(textOf(file, part).slice(1, -1));
      });
    },
  });
  return out;
}

/** Files of one's own that led to the failure, nearest first; this one first of all. */
async function filesOfProgram(file: PythonFile): Promise<PythonFile[]> {
  const paths = new Set([
    file.context.path,
    ...file.context.problem.frames
      .filter((frame) => frame.own)
      .map((frame) => frame.location.path)
      .reverse(),
  ]);
  const out: PythonFile[] = [];
  for (const at of [...paths].slice(0, MAX_OTHER_FILES)) {
    const other = await otherFile(file, at);
    if (other) out.push(other);
  }
  return out;
}

/** Names of columns and keys of the data files that the program's own files name. */
async function keysOfData(file: PythonFile, files: readonly PythonFile[]): Promise<Set<string>> {
  const { workspace, problem } = file.context;
  const named = new Set(
    files.flatMap(({ text }) =>
      [...text.matchAll(/(["'])([^"'\n]{1,200}\.(?:csv|tsv|txt|json|jsonl|ndjson))\1/gi)].map((match) => match[2] ?? ''),
    ),
  );
  const out = new Set<string>();
  for (const name of [...named].slice(0, MAX_DATA_FILES)) {
    const folders = [problem.command?.cwd, workspace.root, ...files.map((other) => path.dirname(other.context.path))].filter(
      (it) => it !== undefined,
    );
    for (const folder of new Set(folders)) {
      const at = path.resolve(folder, name);
      const text = liesIn(workspace.root, at) ? await workspace.files.read(at) : undefined;
      if (text === undefined) continue;
      for (const key of /\.(?:json|jsonl|ndjson)$/i.test(name) ? keysOfJson(text) : headerOf(text)) if (out.size < MAX_KEYS) out.add(key);
      break;
    }
  }
  return out;
}

/** The first line of a table, cut at what it is cut at most. */
function headerOf(text: string): string[] {
  const line = (/^\uFEFF?([^\r\n]{1,20000})/.exec(text)?.[1] ?? '').trimEnd();
  const [separator] = [',', ';', '\t', '|'].sort((a, b) => line.split(b).length - line.split(a).length);
  const cells = line.split(separator ?? ',').map((cell) => cell.replace(/^"(.*)"$/, '$1'));
  return cells.length > 1 ? cells : [];
}

function keysOfJson(text: string): string[] {
  const out = new Set<string>();
  const walk = (value: unknown, depth: number): void => {
    if (depth > 6 || out.size >= MAX_KEYS || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value.slice(0, 20)) walk(item, depth + 1);
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      out.add(key);
      walk(inner, depth + 1);
    }
  };
  const [firstLine = ''] = text.split('\n', 1);
  for (const candidate of text.length <= MAX_JSON ? [text, firstLine] : [firstLine]) {
    try {
      walk(JSON.parse(candidate), 0);
      break;
    } catch {
      // The next reading: one object a line.
    }
  }
  return [...out];
}
