// The one door to tree-sitter: loads a grammar once, parses, and frees the trees.

import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { isHealed, type HealedLanguageId, type LanguageId } from '../language';

export type Grammar = 'python' | 'javascript' | 'typescript' | 'tsx';

const GRAMMARS: Readonly<Record<HealedLanguageId, Grammar>> = {
  python: 'python',
  javascript: 'javascript',
  javascriptreact: 'javascript',
  typescript: 'typescript',
  typescriptreact: 'tsx',
};

/** undefined for a language that is not healed. */
export function grammarOf(language: HealedLanguageId): Grammar;
export function grammarOf(language: LanguageId): Grammar | undefined;
export function grammarOf(language: LanguageId): Grammar | undefined {
  return isHealed(language) ? GRAMMARS[language] : undefined;
}

const PACKAGE: Record<Grammar, string> = {
  python: 'tree-sitter-python',
  javascript: 'tree-sitter-javascript',
  typescript: 'tree-sitter-typescript',
  tsx: 'tree-sitter-typescript',
};

/** A .wasm lies packed beside the bundle; run from source it is in its package. undefined where it is in neither place. */
async function wasmOf(file: string, packageName: string): Promise<Uint8Array | undefined> {
  const packed = path.join(__dirname, `${file}.br`);
  if (fs.existsSync(packed)) return unpacked(await fs.promises.readFile(packed));
  const places = [path.join(__dirname, file)];
  for (let folder = __dirname; folder !== path.dirname(folder); folder = path.dirname(folder))
    places.push(path.join(folder, 'node_modules', packageName, file));
  const found = places.find((place) => fs.existsSync(place));
  return found === undefined ? undefined : fs.promises.readFile(found);
}

const unpacked = promisify(zlib.brotliDecompress);

let runtime: Promise<boolean> | undefined;
const parsers = new Map<Grammar, Promise<Parser | undefined>>();

function start(): Promise<boolean> {
  return (runtime ??= (async () => {
    const wasmBinary = await wasmOf('web-tree-sitter.wasm', 'web-tree-sitter');
    if (!wasmBinary) return false;
    await Parser.init({ wasmBinary, locateFile: (file: string) => file });
    return true;
  })().catch(() => false));
}

async function load(grammar: Grammar): Promise<Parser | undefined> {
  if (!(await start())) return undefined;
  const wasm = await wasmOf(`tree-sitter-${grammar}.wasm`, PACKAGE[grammar]);
  if (!wasm) return undefined;
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasm));
  return parser;
}

/** What `use` makes of the text's tree; undefined where the grammar is not there. The tree is freed after `use`. Node indices are UTF-16 code units. */
export async function withTree<T>(grammar: Grammar, text: string, use: (tree: Tree) => T): Promise<T | undefined> {
  let ready = parsers.get(grammar);
  if (!ready) parsers.set(grammar, (ready = load(grammar).catch(() => undefined)));
  const parser = await ready;
  const tree = parser?.parse(text);
  if (!tree) return undefined;
  try {
    return use(tree);
  } finally {
    tree.delete();
  }
}
