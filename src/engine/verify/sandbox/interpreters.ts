// What an interpreter needs of the disk to work: its own installation, the virtual environment that it stands in, the links that
// lead to it. Links and `pyvenv.cfg` may be text from outside, so nothing is taken for an interpreter that is none.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { isFolder, isProgram, readShort, real } from './paths';

/** Folders of programs inside of an installation. */
export const BIN = /^(?:bin|Scripts|shims)$/;

const INTERPRETER =
  /^(?:(?:python|pypy|graalpy)\d*(?:\.\d+)*t?|node|nodejs|deno|bun|ruby[\d.]*|perl[\d.]*|php[\d.]*|java|lua(?:jit)?[\d.]*|Rscript|julia)$/;
const ALONE = /^(?:node|nodejs|deno|bun)$/;

/** What of an installation programs read at run time, where it shares its folder with other things. */
const PARTS: readonly string[] = ['bin', 'Scripts', 'lib', 'lib32', 'lib64', 'libexec', 'include', 'share'];
/** What else lies in a folder that holds an installation and nothing else. */
const PART =
  /^(?:bin|Scripts|sbin|lib|lib32|lib64|libexec|include|share|etc|ssl|man|doc|conf|jmods|legal|conda-meta|condabin|compiler_compat|pyvenv\.cfg|release|BUILD|EXTERNALLY-MANAGED|CACHEDIR\.TAG|\.gitignore|\.lock|(?:LICEN[CS]E|README|CHANGELOG|NOTICE|COPYING|AUTHORS)[\w.-]*)$/;
const MOST_LINKS = 16;

export interface InterpreterNeeds {
  /** Folders and files. Absolute; whether they may be shown is for the caller to say. */
  readonly places: readonly string[];
  /** Links by their path, with what they say. */
  readonly links: ReadonlyMap<string, string>;
}

/**
 * What has to be seen for `file` to work: where it leads to a real interpreter, that one's installation and the links on the way; where it stands in a
 * virtual environment, that and the interpreter it was made from. Nothing where it is neither.
 */
export function interpreterNeeds(file: string): InterpreterNeeds {
  const places: string[] = [];
  const links = new Map<string, string>();
  const follow = (start: string): void => {
    const found = chainOf(start);
    if (!found) return;
    const whole = isInterpreter(found.end);
    if (!whole && !isAlone(found.end)) return;
    for (const [link, target] of found.links) links.set(link, target);
    for (const end of new Set([found.end, real(found.end)])) places.push(...(whole ? installation(prefixOf(end)) : [end]));
  };
  follow(file);
  const environment = prefixOf(file);
  if (isEnvironment(environment)) {
    places.push(...installation(environment));
    for (const name of ['python3', 'python', path.basename(file)]) {
      follow(path.join(environment, 'bin', name));
      for (const made of madeFrom(environment)) follow(path.join(made, name));
    }
  }
  return { places, links };
}

/** By its name, or by where it stands: what it is told to run depends on it. */
export function isInterpreterOrEnvironment(file: string): boolean {
  return INTERPRETER.test(path.basename(file)) || isEnvironment(prefixOf(file));
}

/** Every path that has to be seen to start a program: itself, where its links lead, its environment's settings, and the interpreter behind them. */
export function pathsTo(file: string): string[] {
  const found = chainOf(file);
  const settings = path.join(prefixOf(file), 'pyvenv.cfg');
  return [
    file,
    ...(found ? [...found.links.keys(), found.end, real(found.end)] : []),
    ...(isEnvironment(prefixOf(file)) ? [settings] : []),
  ];
}

/** A folder that holds an installation and nothing else is shown whole, else only the parts of one. */
export function installation(prefix: string): string[] {
  let names: string[];
  try {
    names = fs.readdirSync(prefix);
  } catch {
    return [];
  }
  if (names.every((name) => PART.test(name))) return [prefix];
  return [...PARTS, 'pyvenv.cfg'].filter((name) => names.includes(name)).map((name) => path.join(prefix, name));
}

/** `/usr` of `/usr/bin/python3`. */
function prefixOf(file: string): string {
  return path.dirname(path.dirname(file));
}

/** An executable file of an interpreter's name, in a folder of programs beside its library. */
function isInterpreter(file: string): boolean {
  const behind = real(file);
  if (!INTERPRETER.test(path.basename(behind)) || !BIN.test(path.basename(path.dirname(behind))) || !isProgram(behind)) return false;
  const prefix = prefixOf(behind);
  if (!/^(?:python|pypy)/.test(path.basename(behind))) return ['lib', 'lib64', 'libexec'].some((name) => isFolder(path.join(prefix, name)));
  // Made with `--copies`: its library is that of the interpreter it was copied from.
  if (isEnvironment(prefix)) return true;
  return ['lib', 'lib64'].some((name) => namesIn(path.join(prefix, name)).some((each) => /^(?:python|pypy)\d/.test(each)));
}

/** One file that needs no library beside it. */
function isAlone(file: string): boolean {
  const behind = real(file);
  return ALONE.test(path.basename(behind)) && isProgram(behind);
}

/** A virtual environment of Python. */
function isEnvironment(folder: string): boolean {
  return (
    readShort(path.join(folder, 'pyvenv.cfg')) !== '' &&
    ['bin', 'Scripts'].some((bin) => namesIn(path.join(folder, bin)).some((name) => /^python/.test(name)))
  );
}

/** The folder of programs that an environment says it was made from. */
function madeFrom(environment: string): string[] {
  const made = /^home\s*=\s*(.+)$/m.exec(readShort(path.join(environment, 'pyvenv.cfg')))?.[1]?.trim();
  return made && path.isAbsolute(made) && !made.includes('\0') ? [path.normalize(made).replace(/(?<=.)\/$/, '')] : [];
}

/** The links that a path leads through, and where it ends; undefined where that is nowhere. Links of folders above are left to the file system. */
function chainOf(file: string): { readonly links: ReadonlyMap<string, string>; readonly end: string } | undefined {
  const links = new Map<string, string>();
  let at = file;
  for (let hops = 0; hops < MOST_LINKS; hops++) {
    try {
      if (!fs.lstatSync(at).isSymbolicLink()) return fs.statSync(at).isFile() ? { links, end: at } : undefined;
      const target = fs.readlinkSync(at);
      links.set(at, target);
      // From where the link really lies, as the kernel sees it.
      at = path.resolve(target.startsWith('.') ? real(path.dirname(at)) : path.dirname(at), target);
    } catch {
      return undefined;
    }
  }
  return undefined;
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}
