// Readings of an attribute that a module does not have: it moved, was removed, is spelt otherwise, or is another module's.

import { replace, type OffsetEdit } from '../../../syntax/edits';
import type { Proposal } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { MOVED_ATTRIBUTES, MOVED_METHODS } from '../shared/data/renamed';
import { argumentsOf, type PythonFile } from '../shared/python-file';
import { isStandardModule, standardAttributes, standardExports } from '../shared/stdlib';
import { brief, changeName, isCalled, type AttributeRead } from './attribute-read';
import { misspeltInModule, respeltAttribute } from './misspelt-attribute';

/** The dotted module the expression before the dot names, by the file's imports. */
export function moduleOf(file: PythonFile, at: AttributeRead): string | undefined {
  const head = /^\w+/.exec(at.objectText)?.[0];
  const it = file.scopes.imports.find((known) => known.name === head && known.member === undefined && known.name !== '*');
  if (!it || !/^[\w.]+$/.test(at.objectText)) return undefined;
  const tail = at.objectText.slice(head?.length ?? 0);
  const dotted = (it.aliased ? it.module : it.name) + tail;
  return standardExports(dotted, file.minor) ? dotted : undefined;
}

/** `module` as far as it is known: dotted, by the file's imports, or as the message has it. */
export async function missingInModule(file: PythonFile, at: AttributeRead, module: string): Promise<Proposal[]> {
  const method = module === 'string' ? ofString(file, at) : undefined;
  if (method) return [method];
  const moved = MOVED_ATTRIBUTES[`${module}.${at.name}`];
  if (moved) {
    const edits = movedEdits(file, at, module, moved);
    if (edits) {
      return [
        {
          title: `Change '${at.objectText}.${at.name}' to '${edits.text}'`,
          explanation: `'${module}.${at.name}' was removed; '${moved}' took its place.`,
          edits: edits.edits,
          variant: 'moved',
        },
      ];
    }
  }
  const foreign = MOVED_METHODS['module']?.[at.name];
  if (foreign && standardExports(module, file.minor)?.includes(foreign))
    return [
      {
        title: `Change '.${at.name}' to '.${foreign}'`,
        explanation: `'${module}' calls it '${foreign}'.`,
        edits: changeName(file, at, foreign),
        variant: 'function-of-other-language',
      },
    ];
  // `import datetime` … `datetime.now()`: the class of the same name is meant.
  const inner = `${module}.${module.split('.').at(-1) ?? ''}`;
  if (standardAttributes(inner)?.includes(at.name))
    return [
      {
        title: `Change '${at.objectText}.${at.name}' to '${at.objectText}.${module}.${at.name}'`,
        explanation: `'${at.name}' belongs to the class '${module}' inside the module of that name.`,
        edits: [replace(at.object.to, at.object.to, `.${module}`)],
        variant: 'class-of-same-name',
      },
    ];
  const { interpreter, python } = file.context.workspace;
  const within = await moduleWithin(file, at, module);
  if (within !== undefined)
    return [
      {
        title: `Add 'import ${within}'`,
        explanation: `'${at.name}' is a module within '${module}', which is loaded only where something imports it.`,
        edits: addImport(file, { module: within }),
        variant: 'module-within-package',
      },
    ];
  const names = new Set([
    ...(standardExports(module, file.minor) ?? []),
    ...((await python.exports(module)) ?? []),
    ...(standardExports(module, file.minor) ? [] : ((await interpreter?.exports(module)) ?? [])),
  ]);
  const misspelt = misspeltInModule(file, at, module, names);
  if (misspelt.length > 0) return misspelt;
  return names.size > 0 ? inOtherModule(file, at) : respeltAttribute(file, at, false);
}

/** `tkinter.messagebox`, `xml.etree.ElementTree`: a module that the package does not load by itself, as far as the expression goes down. */
async function moduleWithin(file: PythonFile, at: AttributeRead, module: string): Promise<string | undefined> {
  const { interpreter, python } = file.context.workspace;
  const own = await python.modules();
  const isModule = async (name: string): Promise<boolean> =>
    isStandardModule(name, file.minor) || own.has(name) || (interpreter !== undefined && (await interpreter.exports(name)) !== undefined);
  let name = `${module}.${at.name}`;
  if (file.scopes.imports.some((it) => it.module === name) || !(await isModule(name))) return undefined;
  const [, further = ''] = /^((?:\.\w+)*)/.exec(file.text.slice(at.to)) ?? [];
  for (const part of further.split('.').slice(1)) {
    if (!(await isModule(`${name}.${part}`))) break;
    name += `.${part}`;
  }
  return name;
}

/** `string.pi` where the file also imports math, which has it. */
function inOtherModule(file: PythonFile, at: AttributeRead): Proposal[] {
  if (at.name.startsWith('_')) return [];
  const having = file.scopes.imports.filter(
    (it) =>
      it.member === undefined &&
      it.name !== '*' &&
      it.name !== at.objectText &&
      standardAttributes(it.aliased ? it.module : it.name) === undefined &&
      (standardExports(it.aliased ? it.module : it.name, file.minor)?.includes(at.name) ?? false),
  );
  const names = [...new Set(having.map((it) => it.name))].filter(
    (name) => file.scopes.resolve(name, file.scopes.scopeAt(at.from)) !== undefined,
  );
  // Of several the one imported first.
  return names.slice(0, 2).map((name, i) => ({
    title: `Change '${at.objectText}.${at.name}' to '${name}.${at.name}'`,
    explanation: `'${at.objectText}' has no '${at.name}', but '${name}' has, and it is imported here too.`,
    edits: [replace(at.object.from, at.object.to, name)],
    variant: i > 0 ? 'next-of-other-modules' : names.length === 1 ? 'other-module' : 'one-of-other-modules',
  }));
}

/** `string.join(words, sep)` → `sep.join(words)`, `string.upper(s)` → `s.upper()`: Python 2 had the methods of str as functions, too. */
function ofString(file: PythonFile, at: AttributeRead): Proposal | undefined {
  const call = isCalled(at) ? at.node.parent : undefined;
  const args = call ? argumentsOf(call) : [];
  const [first, ...rest] = args.map((it) => file.text.slice(it.from, it.to));
  if (
    !call ||
    first === undefined ||
    args.some((it) => it.name !== undefined || it.stars !== '') ||
    at.name === 'maketrans' ||
    !standardAttributes('str')?.includes(at.name)
  )
    return undefined;
  const receiver = (text: string): string => (/^(?:[\w.]+(?:\[[^\]]*\])?|[urbURB]?(?:'[^']*'|"[^"]*"))$/.test(text) ? text : `(${text})`);
  const text = at.name === 'join' ? `${receiver(rest[0] ?? "' '")}.join(${first})` : `${receiver(first)}.${at.name}(${rest.join(', ')})`;
  return {
    title: `Change to '${brief(text)}'`,
    explanation: `The functions of 'string' are methods of the text itself.`,
    edits: [replace(call.from, call.to, text)],
    variant: 'method-of-text',
  };
}

/** `np.float` → `float`; `time.clock` → `time.perf_counter`; `collections.Mapping` → `collections.abc.Mapping` with its import. */
function movedEdits(
  file: PythonFile,
  at: AttributeRead,
  module: string,
  moved: string,
): { readonly text: string; readonly edits: OffsetEdit[] } | undefined {
  const cut = moved.lastIndexOf('.');
  if (cut < 0 && !standardExports(moved, file.minor))
    return { text: moved, edits: [replace(at.node.from + (at.node.name === 'Decorator' ? 1 : 0), at.to, moved)] };
  const home = cut < 0 ? '' : moved.slice(0, cut);
  const name = moved.slice(cut + 1);
  // An object within the module.
  const inner = home.startsWith(`${module}.`) ? home.slice(module.length + 1) : undefined;
  const isObject =
    inner !== undefined && (/^[A-Z]/.test(inner) || (standardExports(module, file.minor) && !isStandardModule(home, file.minor)));
  if (home === module || isObject)
    return { text: `${at.objectText}${moved.slice(module.length)}`, edits: changeName(file, at, moved.slice(module.length + 1)) };
  if (home === 'str' || home === 'datetime.timezone') {
    const text = home === 'str' ? moved : `${at.objectText}.timezone.utc`;
    return { text, edits: [replace(at.node.from, at.to, text)] };
  }
  const needed = cut < 0 ? moved : home;
  const imports = file.scopes.imports.filter((it) => it.scope === file.scopes.module);
  const bound = imports.find((it) => it.member === undefined && it.module === needed);
  const text = cut < 0 ? moved : bound?.aliased ? `${bound.name}.${name}` : moved;
  const edits = [replace(at.node.from + (at.node.name === 'Decorator' ? 1 : 0), at.to, text)];
  // `import collections` alone does not load collections.abc for sure.
  if (!bound) edits.push(...addImport(file, { module: needed }));
  return { text, edits };
}
