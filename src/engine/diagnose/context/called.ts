// What the lines around a problem call, and where the workspace defines it.

import path from 'node:path';
import { isScript } from '../../language';
import type { Definition } from '../../syntax/functions';
import { separateComments } from '../../syntax/strip-comments';
import { SourceText } from '../../syntax/source-text';
import type { Scene, SceneFile } from './scene';

/** `size(…)`, or `box.size(…)` with `on` being `box`. */
export interface Call {
  readonly name: string;
  readonly on: string | undefined;
}

export interface Defined {
  readonly file: SceneFile;
  readonly definition: Definition;
}

const NO_CALLS = new Set(['if', 'for', 'while', 'switch', 'catch', 'return', 'def', 'function', 'print', 'len', 'range', 'str', 'int', 'float', 'list', 'dict', 'set', 'tuple', 'bool', 'isinstance', 'super', 'await', 'and', 'or', 'not', 'in', 'is', 'lambda', 'assert', 'with', 'elif', 'except', 'func', 'fn', 'match', 'log', 'expect', 'describe', 'it', 'test', 'require', 'import', 'typeof', 'raise', 'yield', 'del', 'class', 'String', 'Number', 'Boolean', 'Array', 'Object']); // prettier-ignore

/** Names that are called in the lines, in their order, each once. */
export function callsIn(file: SceneFile, lines: readonly number[]): readonly Call[] {
  const code = new SourceText(separateComments(file.source.text, file.language).code);
  const calls = new Map<string, Call>();
  for (const line of lines) {
    for (const match of code
      .line(line)
      .slice(0, 1000)
      .matchAll(/(?:([\p{L}_$][\p{L}\p{N}_$]*)(?:\.|->|::))?([\p{L}_$][\p{L}\p{N}_$]*)[ \t]*(?:<[\w, ]*>)?!?\(/gu)) {
      const [, on, name = ''] = match;
      if (!NO_CALLS.has(name)) calls.set(`${on ?? ''}.${name}`, { name, on });
    }
  }
  return [...calls.values()];
}

/** Where the call leads in the workspace's own files; undefined where that can't be told. */
export async function definitionOf(call: Call, scene: Scene, owner: string | undefined): Promise<Defined | undefined> {
  const { own } = scene;
  const isSelf = call.on === 'self' || call.on === 'this' || call.on === 'cls';
  const here = definedIn(own, call.name, isSelf ? owner : call.on === undefined ? undefined : null);
  if (here && (call.on === undefined || isSelf)) return here;
  const imported = importsOf(own).get(call.on ?? call.name);
  if (imported) return throughImport(imported, call, scene);
  if (here) return here;
  if (own.language === 'python' || isScript(own.language)) return undefined;
  for (const file of await scene.neighbours()) {
    const there = definedIn(file, call.name, null);
    if (there) return there;
  }
  return undefined;
}

async function throughImport({ places, member }: Imported, call: Call, scene: Scene): Promise<Defined | undefined> {
  const file = await scene.firstOf(places(path.dirname(scene.own.path), scene.root));
  if (!file) return undefined;
  const name = call.on === undefined ? (member ?? call.name) : call.name;
  const there = definedIn(file, name, call.on === undefined ? undefined : null);
  if (there) return there;
  // A package or an index file hands on what others define.
  const again = importsOf(file).get(name);
  const next = again && (await scene.firstOf(again.places(path.dirname(file.path), scene.root)));
  return next && definedIn(next, again.member ?? name, undefined);
}

/** `owner`: of that class; undefined: outside of all classes; null: wherever there is only one of that name. */
function definedIn(file: SceneFile, name: string, owner: string | undefined | null): Defined | undefined {
  const all = file.definitions.filter((definition) => definition.name === name);
  const fit = owner === null ? all : all.filter((definition) => definition.owner === owner);
  const [definition] = fit.length > 0 ? fit : owner === undefined ? [] : all;
  return definition && (owner !== null || all.length === 1) ? { file, definition } : undefined;
}

interface Imported {
  /** Absolute paths that it may be at, seen from a folder. */
  readonly places: (folder: string, root: string) => readonly string[];
  /** As the other file calls it; undefined for the file as a whole. */
  readonly member: string | undefined;
}

/** By local name. */
export function importsOf(file: SceneFile): ReadonlyMap<string, Imported> {
  const text = file.source.text.slice(0, 50_000);
  return file.language === 'python' ? pythonImports(text) : isScript(file.language) ? scriptImports(text) : new Map<string, Imported>();
}

function pythonImports(text: string): Map<string, Imported> {
  const found = new Map<string, Imported>();
  for (const match of text.matchAll(/^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(?:\(([^)]{0,2000})\)|(.+))$/gm)) {
    const [, dots = '', module = '', inner, plain] = match;
    for (const part of (inner ?? plain ?? '').replace(/#.*$/gm, '').split(',')) {
      const [, member = '', alias] = /^\s*(\w+)(?:\s+as\s+(\w+))?\s*$/.exec(part) ?? [];
      if (member === '') continue;
      // What is imported may be a module itself.
      found.set(alias ?? member, {
        member,
        places: (folder, root) => [
          ...modulePlaces(dots, module, folder, root),
          ...modulePlaces(dots, module === '' ? member : `${module}.${member}`, folder, root),
        ],
      });
    }
  }
  for (const match of text.matchAll(/^[ \t]*import[ \t]+([\w.]+)(?:[ \t]+as[ \t]+(\w+))?[ \t]*(?:#.*)?$/gm)) {
    const [, module = '', alias] = match;
    if (alias || !module.includes('.'))
      found.set(alias ?? module, { member: undefined, places: (folder, root) => modulePlaces('', module, folder, root) });
  }
  return found;
}

function modulePlaces(dots: string, module: string, folder: string, root: string): string[] {
  const parts = module === '' ? [] : module.split('.');
  const up = (count: number): string => Array.from({ length: count }).reduce<string>((at) => path.dirname(at), folder);
  const bases = dots === '' ? [root, folder, path.join(root, 'src')] : [up(dots.length - 1)];
  return [...new Set(bases)].flatMap((base) => {
    const place = path.join(base, ...parts);
    return [...(parts.length > 0 ? [`${place}.py`] : []), path.join(place, '__init__.py')];
  });
}

function scriptImports(text: string): Map<string, Imported> {
  const found = new Map<string, Imported>();
  const add = (local: string, member: string | undefined, from: string): void => {
    if (/^\.{1,2}(?:\/|$)/.test(from)) found.set(local, { member, places: (folder) => scriptPlaces(path.join(folder, from)) });
  };
  for (const match of text.matchAll(
    /^[ \t]*(?:import|export)[ \t]+(?:type[ \t]+)?([^'";]{1,2000}?)[ \t\n]+from[ \t]*['"]([^'"\n]+)['"]/gm,
  )) {
    const [, what = '', from = ''] = match;
    const [, whole] = /^\*\s*as\s+([\w$]+)/.exec(what) ?? [];
    if (whole) add(whole, undefined, from);
    const [, main] = /^([\w$]+)/.exec(what) ?? [];
    if (main) add(main, main, from);
    for (const [, member = '', alias] of membersOf(what)) add(alias ?? member, member, from);
  }
  for (const match of text.matchAll(
    /^[ \t]*(?:const|let|var)[ \t]+(\{[^}]{0,2000}\}|[\w$]+)[ \t]*=[ \t]*require\([ \t]*['"]([^'"\n]+)['"]/gm,
  )) {
    const [, what = '', from = ''] = match;
    if (!what.startsWith('{')) add(what, undefined, from);
    else for (const [, member = '', alias] of membersOf(what)) add(alias ?? member, member, from);
  }
  return found;
}

const membersOf = (list: string): RegExpMatchArray[] => [
  ...(/\{([^}]*)\}/.exec(list)?.[1] ?? '').matchAll(/(?:type\s+)?([\w$]+)(?:\s*(?:\bas\b|:)\s*([\w$]+))?/g),
];

const EXTENSIONS = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs', '.cts', '.cjs'];

function scriptPlaces(file: string): string[] {
  const bare = file.replace(/\.[cm]?jsx?$/, '');
  return [
    file,
    ...EXTENSIONS.flatMap((extension) => [`${bare}${extension}`, `${file}${extension}`]),
    ...EXTENSIONS.map((extension) => path.join(file, `index${extension}`)),
  ].filter((place) => /\.[cm]?[jt]sx?$/.test(place));
}

/** The lines of its head: up to where its body begins. Of a class the first method that makes one too. */
export function headLines({ file, definition }: Defined): readonly number[] {
  const lines = headOf(file, definition);
  if (definition.kind === 'function') return lines;
  const inside = file.definitions.filter(
    ({ owner, first }) => owner === definition.name && first > definition.first && first <= definition.last,
  );
  const maker = inside.find(({ name }) => /^(?:__init__|constructor|__new__|new|New)$/.test(name));
  if (maker) return [...lines, ...headOf(file, maker)];
  // Fields, as data classes and interfaces have them.
  const end = Math.min(inside[0]?.first ?? Infinity, definition.last + 1, definition.header + 13);
  return [...new Set([...lines, ...Array.from({ length: Math.max(0, end - definition.header) }, (_, i) => definition.header + i)])];
}

const MAX_HEAD = 8;

function headOf({ source, language }: SceneFile, { header, last }: Definition): number[] {
  const lines: number[] = [];
  let depth = 0;
  for (let line = header; line <= Math.min(last, header + MAX_HEAD - 1); line++) {
    lines.push(line);
    const text = source.line(line);
    depth += (text.match(/[([]/g) ?? []).length - (text.match(/[)\]]/g) ?? []).length;
    if (depth <= 0 && (language === 'python' ? /:\s*(?:#.*)?$/ : /[{;]|=>/).test(text)) break;
  }
  return lines;
}
