// A reading of an undefined name: a word of another language or of Python 2. `true`, `null`, `xrange`, `Math.max`, `this`.

import type { OffsetEdit } from '../../../syntax/edits';
import { replace } from '../../../syntax/edits';
import type { NameUse } from '../../../syntax/python-scopes';
import { addImport } from '../imports/import-edit';
import {
  MATH_MEMBERS,
  OTHER_CONSTANTS,
  OTHER_EVERYDAY_FUNCTIONS,
  OTHER_FUNCTIONS,
  OTHER_TYPES,
  OTHER_VALUES,
  PYTHON2_EVERYDAY_NAMES,
  PYTHON2_NAMES,
} from '../shared/data/aliases';
import { enclosing, methodAround, type PythonFile } from '../shared/python-file';
import { nearNames } from '../shared/similar';
import { calls, changeAll, nodeOf, type Option } from './name-option';

export function nameOfOtherLanguage(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option[] {
  const { name } = use;
  const constant = entry(OTHER_CONSTANTS, name);
  if (constant)
    return [
      {
        ground: 'fact',
        variant: 'constant-of-other-language',
        title: `Change '${name}' to '${constant}'`,
        explanation: `Python writes '${constant}' where other languages write '${name}'.`,
        edits: changeAll(same, constant),
      },
    ];
  const old = entry(PYTHON2_NAMES, name) ?? entry(PYTHON2_EVERYDAY_NAMES, name);
  if (old) {
    const everyday = Object.hasOwn(PYTHON2_EVERYDAY_NAMES, name);
    return [
      {
        ground: everyday ? 'sign' : 'fact',
        variant: everyday ? 'everyday-name-of-python2' : 'name-of-python2',
        title: `Change '${name}' to '${old}'`,
        explanation: `'${name}' is from Python 2; in Python 3 it is '${old}'.`,
        edits: changeAll(same, old),
      },
    ];
  }
  const type = typeOfOtherLanguage(file, use, same);
  if (type) return [type];
  const value = entry(OTHER_VALUES, name);
  if (value)
    return [
      {
        ground: 'fact',
        variant: 'value-of-other-language',
        title: `Change '${name}' to "${value}"`,
        explanation: `Python writes it ${value}.`,
        edits: changeAll(same, value),
      },
    ];
  const known = entry(OTHER_FUNCTIONS, name) ?? entry(OTHER_EVERYDAY_FUNCTIONS, name) ?? misspeltWord(name);
  const builtin = known !== undefined && same.every((other) => calls(other, file)) ? known : undefined;
  // An array of a given length is no list of that number.
  if (builtin && /^(?:list|dict|set)$/.test(builtin) && same.some((other) => !/^\s*\(\s*\)/.test(file.text.slice(other.to, other.to + 20))))
    return [];
  if (builtin) {
    const everyday = !Object.hasOwn(OTHER_FUNCTIONS, name);
    return [
      {
        ground: everyday ? 'sign' : 'fact',
        variant: everyday ? 'everyday-function-of-other-language' : 'function-of-other-language',
        title: `Change '${name}' to '${builtin}'`,
        explanation: `Python's function for that is '${builtin}'.`,
        edits: changeAll(same, builtin),
      },
    ];
  }
  const member = memberOfOtherLanguage(file, use, same) ?? thisForSelf(file, use, same);
  return member ? [member] : [];
}

/** `lenght(orders)`: an everyday word for what Python calls otherwise, itself misspelt. */
function misspeltWord(name: string): string | undefined {
  const [match, other] = nearNames(
    name,
    Object.keys(OTHER_EVERYDAY_FUNCTIONS).filter((word) => word.length > 5),
    MIN_SIMILARITY_OF_WORD,
  );
  return match && !other ? OTHER_EVERYDAY_FUNCTIONS[match.name] : undefined;
}

const MIN_SIMILARITY_OF_WORD = 0.7;

const entry = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** `name: String`, `items: ArrayList[int]`. */
function typeOfOtherLanguage(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option | undefined {
  const annotation = enclosing(nodeOf(file, use), 'TypeDef', 'ArgList', 'CallExpression');
  const type = annotation?.name === 'TypeDef' ? OTHER_TYPES.find((it) => it.name.test(use.name)) : undefined;
  // `List` itself is a forgotten import where nothing else of typing tells the file's style.
  if (!type || use.name === type.typing) return undefined;
  if (file.text[use.to] === '[' && type.typing === undefined) return undefined;
  const imported =
    type.typing !== undefined &&
    (file.scopes.resolve(type.typing, use.scope) !== undefined ||
      file.scopes.imports.some((it) => it.name === '*' && it.module === 'typing'));
  const python = imported && type.typing ? type.typing : type.builtin;
  return {
    ground: 'fact',
    variant: 'type-of-other-language',
    title: `Change '${use.name}' to '${python}'`,
    explanation: `Python calls this type '${python}'.`,
    edits: changeAll(same, python),
  };
}

/** `Math.max(a, b)`, `console.log(x)`, `System.out.println(x)`. */
function memberOfOtherLanguage(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option | undefined {
  const edits: OffsetEdit[] = [];
  let shown = '';
  let needsMath = false;
  for (const other of same) {
    const rest = file.text.slice(other.to, other.to + 40);
    const member =
      use.name === 'Math'
        ? /^\.(\w+)/.exec(rest)
        : use.name === 'console'
          ? /^\.(?:log|info|error|warn|debug)(?=\()/.exec(rest)
          : use.name === 'System'
            ? /^\.out\.print(?:ln|f)?(?=\()/.exec(rest)
            : null;
    const target = member ? (use.name === 'Math' ? MATH_MEMBERS[member[1] ?? ''] : 'print') : undefined;
    if (!member || !target) return undefined;
    needsMath ||= target.startsWith('math.');
    shown ||= target;
    edits.push(replace(other.from, other.to + member[0].length, target));
  }
  if (needsMath && !file.scopes.module.bindings.has('math')) edits.push(...addImport(file, { module: 'math' }));
  return {
    ground: 'fact',
    variant: 'object-of-other-language',
    title: `Use '${shown}'`,
    explanation: `'${use.name}' belongs to another language; Python's own is '${shown}'.`,
    edits,
  };
}

function thisForSelf(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option | undefined {
  const method = use.name === 'this' ? methodAround(file, use.scope) : undefined;
  if (!method?.self) return undefined;
  const here = same.filter((other) => methodAround(file, other.scope)?.self === method.self);
  return {
    ground: 'fact',
    variant: 'this-for-self',
    title: `Change 'this' to '${method.self}'`,
    explanation: `In Python the object itself is the method's first parameter, '${method.self}'.`,
    edits: changeAll(here, method.self),
  };
}
