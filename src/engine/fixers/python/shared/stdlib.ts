// The standard library's modules and names, from data: known without an interpreter, for Python 3.8 to 3.13.

import data from './data/stdlib.json';

const modules: Readonly<Record<string, string>> = data.modules;
const ranges: Readonly<Record<string, string>> = data.ranges;
const types: Readonly<Record<string, string>> = data.types;

/** Minor version of Python 3 that is assumed where no interpreter says it. */
export const ASSUMED_MINOR = 12;

function inRange(range: string, minor: number): boolean {
  const [first, last] = range.split('-');
  return (!first || minor >= Number(first)) && (!last || minor <= Number(last));
}

/** Whether a module, dotted, is part of the standard library of Python 3.`minor`. */
export function isStandardModule(module: string, minor = ASSUMED_MINOR): boolean {
  const known = Object.hasOwn(modules, module);
  return known && inRange(ranges[module] ?? '-', minor);
}

/** Top-level modules of Python 3.`minor`. */
export function standardModules(minor = ASSUMED_MINOR): string[] {
  return Object.keys(modules).filter((module) => !module.includes('.') && isStandardModule(module, minor));
}

const parsed = new Map<string, ReadonlyMap<string, string>>();

function entries(module: string): ReadonlyMap<string, string> | undefined {
  const known = parsed.get(module);
  if (known) return known;
  if (!Object.hasOwn(modules, module)) return undefined;
  const out = new Map<string, string>();
  for (const entry of (modules[module] ?? '').split(' ')) {
    const [name = '', range = '-'] = entry.split('@');
    if (name) out.set(name, range);
  }
  parsed.set(module, out);
  return out;
}

/** Public names of a module in Python 3.`minor`; undefined where there is no such module. */
export function standardExports(module: string, minor = ASSUMED_MINOR): string[] | undefined {
  if (!isStandardModule(module, minor)) return undefined;
  return [...(entries(module) ?? [])].filter(([, range]) => inRange(range, minor)).map(([name]) => name);
}

export function standardHas(module: string, name: string, minor = ASSUMED_MINOR): boolean {
  const range = isStandardModule(module, minor) ? entries(module)?.get(name) : undefined;
  return range !== undefined && inRange(range, minor);
}

let definers: Map<string, string[]> | undefined;

/** Modules that export a name, in Python 3.`minor`. */
export function standardDefiners(name: string, minor = ASSUMED_MINOR): string[] {
  if (!definers) {
    definers = new Map();
    for (const module of Object.keys(modules)) {
      for (const export_ of entries(module)?.keys() ?? []) {
        const known = definers.get(export_);
        if (known) known.push(module);
        else definers.set(export_, [module]);
      }
    }
  }
  return (definers.get(name) ?? []).filter((module) => standardHas(module, name, minor));
}

/** Attributes of a common type, `str`, `collections.deque`, without those that begin with an underscore. */
export function standardAttributes(type: string): readonly string[] | undefined {
  return Object.hasOwn(types, type) ? (types[type] ?? '').split(' ') : undefined;
}
