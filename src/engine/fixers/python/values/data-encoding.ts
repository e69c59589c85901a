/**
 * Mistake: a file is read as UTF-8 that is written in another encoding.
 *
 * Before:  `open("towns.csv")`, whose bytes are cp1252      After:  `open("towns.csv", encoding="cp1252")`
 * Before:  `pd.read_csv("towns.csv")`                      After:  `pd.read_csv("towns.csv", encoding="cp1252")`
 *
 * Before:  `pickle.load(open(path))`                      After:  `pickle.load(open(path, "rb"))`
 *
 * When not: the file is not found, or its bytes do not tell: what can be read in many ways would be read wrongly without a word.
 */
import type { SyntaxNode } from '@lezer/common';
import * as path from 'node:path';
import { insert, replace } from '../../../syntax/edits';
import { PYTHON, type Fixer, type FixContext, type Proposal } from '../../fixer';
import { sourceOf } from '../shared/origin';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const MESSAGE = /^'utf-8' codec can't decode byte 0x([0-9a-f]{2}) in position \d+: invalid (?:start|continuation) byte$/;
const DATA = ['.csv', '.tsv', '.txt', '.json', '.dat', '.log', '.xml', '.html', '.ini', '.cfg', '.md', '.srt', '.yml', '.yaml', '.sql'];
const MAX_FILES = 300;

export const dataEncoding: Fixer = {
  id: 'python/data-encoding',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [MESSAGE] },
  async propose(context) {
    const file = pythonFile(context);
    const byte = parseInt(MESSAGE.exec(context.problem.message)?.[1] ?? '', 16);
    const call = readingCall(file);
    if (!call) return [];
    const pickled = asBytes(file, call);
    if (pickled) return [pickled];
    const encoding = await encodingOf(context, byte);
    if (encoding === undefined) return [];
    const all = argumentsOf(call);
    const quote = quoteOf(file, call);
    const written = `${quote}${encoding}${quote}`;
    const given = all.find((it) => it.name && textOf(file, it.name) === 'encoding')?.value;
    if (given && !/^["']utf-?8(?:-sig)?["']$/i.test(textOf(file, given))) return [];
    const list = call.getChild('ArgList');
    const last = all.at(-1);
    if (!list) return [];
    return [
      {
        title: `Read it as ${encoding}: 'encoding=${written}'`,
        explanation: `The bytes of the file are no UTF-8; as ${encoding} they are readable text.`,
        edits: [
          given ? replace(given.from, given.to, written) : insert(last?.to ?? list.from + 1, `${last ? ', ' : ''}encoding=${written}`),
        ],
        variant: encoding === 'utf-16' ? 'byte-order-mark' : 'told-by-bytes',
      },
    ];
  },
};

/** `pickle.load(open(path))`: what was pickled is bytes. */
function asBytes(file: PythonFile, call: SyntaxNode): Proposal | undefined {
  const isLoaded = nodesAt(file, 'CallExpression').some(
    (it) => it.firstChild && /^(?:pickle|marshal|tomllib|tomli)\.load$/.test(textOf(file, it.firstChild)),
  );
  const all = argumentsOf(call);
  if (!isLoaded || !call.firstChild || textOf(file, call.firstChild) !== 'open' || all.some(({ name }) => name)) return undefined;
  const quote = quoteOf(file, call);
  const [first, mode] = all;
  if (!first) return undefined;
  return {
    title: `Open the file with mode ${quote}rb${quote}`,
    explanation: 'What is loaded here is bytes, no text.',
    edits: [mode ? replace(mode.from, mode.to, `${quote}rb${quote}`) : insert(first.to, `, ${quote}rb${quote}`)],
    variant: 'loaded-as-bytes',
  };
}

const quoteOf = (file: PythonFile, call: SyntaxNode): string => {
  const text = textOf(file, call);
  if (text.includes('"')) return '"';
  if (text.includes("'")) return "'";
  return (file.text.match(/'/g)?.length ?? 0) > (file.text.match(/"/g)?.length ?? 0) ? "'" : '"';
};

/** The call that opened what is read on the line; else the only one of the file. */
function readingCall(file: PythonFile): SyntaxNode | undefined {
  for (const node of nodesAt(file, 'CallExpression', 'VariableName', 'MemberExpression')) {
    const found = sourceOf(file, node, (call) => isReading(file, call));
    if (found) return found;
  }
  const all: SyntaxNode[] = [];
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name === 'CallExpression' && isReading(file, ref.node)) all.push(ref.node);
    },
  });
  return all.length === 1 ? all[0] : undefined;
}

function isReading(file: PythonFile, call: SyntaxNode): boolean {
  const callee = call.firstChild;
  if (!callee) return false;
  const member = memberOf(callee);
  const name = textOf(file, member ? member.property : callee);
  const all = argumentsOf(call);
  if (all.some(({ stars }) => stars !== '')) return false;
  if (/^(?:read_csv|read_table|read_fwf|read_json|read_text)$/.test(name)) return true;
  if (
    name !== 'open' ||
    (member && /^(?:gzip|bz2|lzma|os|webbrowser|Image|zipfile|tarfile|shelve|wave)$/.test(textOf(file, member.object)))
  )
    return false;
  const mode =
    all.find((it) => it.name && textOf(file, it.name) === 'mode') ??
    all.filter((it) => !it.name)[member && !/^(?:io|codecs)$/.test(textOf(file, member.object)) ? 0 : 1];
  return !mode?.value || /^["'](?:r|rt|r\+)["']$/.test(textOf(file, mode.value));
}

/** What the bytes of the files that can be meant tell; undefined where they tell nothing, or not the same. */
async function encodingOf({ workspace, source, path: own, signal }: FixContext, byte: number): Promise<string | undefined> {
  const { files } = workspace;
  if (!files.bytes) return undefined;
  const found: { readonly name: string; readonly encoding: string | undefined }[] = [];
  for (const name of (await files.list(DATA)).slice(0, MAX_FILES)) {
    if (signal.aborted) return undefined;
    const bytes: Uint8Array | undefined = await files.bytes(name);
    const at = bytes ? invalidAt(bytes) : -1;
    if (bytes && at >= 0 && bytes[at] === byte) found.push({ name, encoding: encodingOfBytes(bytes) });
  }
  // Of several, those that the code names, or that lie beside it.
  const named = found.filter(({ name }) => source.text.includes(path.basename(name)));
  const beside = found.filter(({ name }) => path.dirname(name) === path.dirname(own));
  const meant = named.length > 0 ? named : found.length > 1 && beside.length > 0 ? beside : found;
  const [first] = meant;
  return first && meant.every(({ encoding }) => encoding === first.encoding) ? first.encoding : undefined;
}

/** Offset of the first byte that begins no UTF-8 character; -1 where all do. */
export function invalidAt(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length;) {
    const byte = bytes[i] ?? 0;
    const length =
      byte < 0x80 ? 1 : byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 0;
    if (length === 0) return i;
    for (let j = 1; j < length; j++) if (((bytes[i + j] ?? 0) & 0xc0) !== 0x80) return i;
    i += length;
  }
  return -1;
}

/** Bytes that stand for nothing in cp1252. */
const UNUSED: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** Signs that stand alone in West European texts: quotes, dashes, currencies, degrees, … */
const SIGNS = /^[€‚„…‘’“”•–—™£§©«®°±²³´µ·»¼½¾¡¿ªº\u00A0]$/;
const LETTERS = /^[ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœŠšŽžŸ]$/;

/**
 * `utf-16` by its mark, `cp1252` where every byte above ASCII is a sign or letter of Western Europe among letters as they stand there;
 * undefined for anything else, binary data and other alphabets included.
 */
export function encodingOfBytes(bytes: Uint8Array): string | undefined {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return 'utf-16';
  if (bytes.includes(0)) return undefined;
  const text = new TextDecoder('windows-1252').decode(bytes);
  const letters = text.match(/[A-Za-z]/g)?.length ?? 0;
  let high = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) {
      if (byte < 0x20 && !/[\t\n\r\f\v]/.test(String.fromCharCode(byte))) return undefined;
      continue;
    }
    if (UNUSED.has(byte)) return undefined;
    const character = text[i] ?? '';
    if (SIGNS.test(character)) continue;
    // Another alphabet, or two bytes a character, puts such letters side by side.
    if (!LETTERS.test(character) || !/[A-Za-z]/.test(`${text[i - 1] ?? ''}${text[i + 1] ?? ''}`)) return undefined;
    high++;
  }
  return high <= letters / 3 ? 'cp1252' : undefined;
}
