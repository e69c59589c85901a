/**
 * Mistake: the fields of a dataclass or NamedTuple have values but no types: then they are no fields.
 *
 * Before:  `@dataclass` … `x = 0`         After:  `x: int = 0`
 * Before:  `@dataclass` … `tags = []`     After:  `tags: list = field(default_factory=list)`
 * Before:  `@dataclass` … `name = str`    After:  `name: str`
 *
 * When not: the types do not show, or the class would not take what the call gives with them either.
 */
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children, type Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { basesOf, classesOf } from '../shared/class-members';
import { plainType } from '../shared/plain-types';
import { hole, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const MESSAGE =
  /^(?:(\w+)\.)?(?:__init__|__new__)\(\) takes (?:from \d+ to )?\d+ positional arguments? but (\d+) (?:was|were) given$|^(?:(\w+)\.)?(?:__init__|__new__)\(\) got an unexpected keyword argument '(\w+)'$/;
const TYPES = /^(?:int|str|float|bool|bytes|list|dict|set|tuple|object)$/;

export const untypedField: Fixer = {
  id: 'python/untyped-field',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['argument-count', 'unexpected-argument'], messages: [MESSAGE] },
  propose(context) {
    const file = pythonFile(context);
    const match = MESSAGE.exec(context.problem.message);
    const name = match?.[1] ?? match?.[3] ?? hole(context, 'owner');
    const count = match?.[2] === undefined ? undefined : Number(match[2]) - 1;
    const word = match?.[4] ?? hole(context, 'argument');
    const found = [...classesOf(file).values()].filter((scope) => (name === undefined || scope.name === name) && hasFields(file, scope));
    const [scope] = found;
    if (!scope || found.length > 1 || (count === undefined && word === undefined)) return [];
    const { typed: own, untyped } = fieldsOf(file, scope);
    const typed = own + inherited(file, scope);
    // Constants are no fields, unless nothing else is there.
    const meant = untyped.some((it) => !/^[A-Z_]+$/.test(it.name)) ? untyped.filter((it) => !/^_|^[A-Z_]+$/.test(it.name)) : untyped;
    const edits = meant.flatMap((it) => it.edits ?? []);
    if (meant.length === 0 || meant.some((it) => it.edits === undefined)) return [];
    if (count !== undefined && (count <= typed || count > typed + meant.length)) return [];
    if (word !== undefined && !meant.some((it) => it.name === word)) return [];
    const isFactory = edits.some(({ text }) => text.includes('field('));
    const known = file.scopes.imports.find(({ module, member }) => module === 'dataclasses' && member === 'field');
    if (isFactory && known && known.name !== 'field') return [];
    return [
      {
        title: `Write the types of the fields: '${meant[0]?.name ?? ''}: …'`,
        explanation: 'Only what has a type is a field; without one it is a value of the class, which the call can not set.',
        edits: [...edits, ...(isFactory && !known ? addImport(file, { module: 'dataclasses', member: 'field' }) : [])],
        variant: meant.length === 1 ? 'type-of-field' : 'types-of-fields',
      },
    ];
  },
};

function hasFields(file: PythonFile, scope: Scope): boolean {
  if (basesOf(file, scope).some((base) => /(?:^|\.)NamedTuple$/.test(base))) return true;
  if (scope.bindings.has('__init__')) return false;
  const decorated = scope.node.parent?.name === 'DecoratedStatement' ? scope.node.parent : undefined;
  return (decorated?.getChildren('Decorator') ?? []).some((it) => /^@(?:\w+\.)?dataclass\b/.test(textOf(file, it)));
}

/** Fields of the bases in this file, those of their own bases included. */
function inherited(file: PythonFile, scope: Scope, depth = 0): number {
  const bases = depth > 5 ? [] : basesOf(file, scope).flatMap((base) => classesOf(file).get(base) ?? []);
  return bases.reduce((sum, base) => sum + fieldsOf(file, base).typed + inherited(file, base, depth + 1), 0);
}

interface Untyped {
  readonly name: string;
  /** undefined where no type shows. */
  readonly edits: OffsetEdit[] | undefined;
}

function fieldsOf(file: PythonFile, scope: Scope): { readonly typed: number; readonly untyped: Untyped[] } {
  const body = scope.node.getChild('Body');
  const untyped: Untyped[] = [];
  let typed = 0;
  for (const statement of body ? children(body) : []) {
    if (statement.name !== 'AssignStatement') continue;
    if (statement.getChild('TypeDef')) {
      typed++;
      continue;
    }
    const [target, op, value, more] = children(statement);
    if (target?.name !== 'VariableName' || op?.name !== 'AssignOp' || !value || more) continue;
    const text = textOf(file, value);
    const type = TYPES.test(text) ? text : plainType(file, value, scope);
    const edits = (): OffsetEdit[] | undefined => {
      if (value.name === 'VariableName' && TYPES.test(text)) return [replace(target.to, value.from, ': ')];
      if (!type || !TYPES.test(type)) return undefined;
      const start = insert(target.to, `: ${type}`);
      if (!/^(?:list|dict|set)$/.test(type)) return [start];
      const factory = /^(?:\[\s*\]|\{\s*\}|\w+\(\))$/.test(text) ? type : `lambda: ${text}`;
      return [start, replace(value.from, value.to, `field(default_factory=${factory})`)];
    };
    untyped.push({ name: textOf(file, target), edits: edits() });
  }
  return { typed, untyped };
}
