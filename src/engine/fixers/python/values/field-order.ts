/**
 * Mistake: a field without a default stands after one with a default, in a dataclass or a named tuple.
 *
 * Before:  `size: int = 1` / `name: str`              After:  `name: str` / `size: int = 1`
 * Before:  `@dataclass class B(A): name: str`         After:  `@dataclass(kw_only=True) class B(A): name: str`, A having defaults
 *
 * When not: objects are made by position, and the order is part of how the class is called.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { children, type Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { argumentsOf, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const MESSAGE = /^non-default (?:argument|namedtuple field) '?(\w+)'? (?:follows default argument|cannot follow default field)/i;

export const fieldOrder: Fixer = {
  id: 'python/field-order',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [MESSAGE], where: (problem) => problem.errorType === 'TypeError' },
  propose(context) {
    const file = pythonFile(context);
    const name = MESSAGE.exec(context.problem.message)?.[1] ?? '';
    const having = file.scopes.scopes.filter((scope) => scope.kind === 'class' && scope.bindings.has(name));
    const around = having.filter(
      ({ node }) => (node.parent?.name === 'DecoratedStatement' ? node.parent : node).from <= file.to && node.to >= file.from,
    );
    const scope = around.length === 1 ? around[0] : having.length === 1 ? having[0] : undefined;
    if (!scope) return [];
    const fields = fieldsOf(file, scope);
    const first = fields.findIndex(({ value }) => value !== undefined);
    const late = fields.filter((field, i) => field.value === undefined && i > first);
    if (calledByPosition(file, scope.name)) return [];
    return first >= 0 && late.length > 0 ? moved(file, fields, first, late) : byKeyword(file, scope);
  },
};

interface Field {
  readonly node: SyntaxNode;
  readonly value: SyntaxNode | undefined;
}

function fieldsOf(file: PythonFile, scope: Scope): Field[] {
  const body = scope.node.getChild('Body');
  return (body ? children(body) : []).flatMap((node) => {
    const type = node.name === 'AssignStatement' ? node.getChild('TypeDef') : null;
    if (!type || /^:\s*(?:\w+\.)?ClassVar\b/.test(textOf(file, type))) return [];
    const value = node.getChild('AssignOp')?.nextSibling ?? undefined;
    // `field(repr=False)` is no default.
    const none =
      value?.name === 'CallExpression' &&
      /^(?:\w+\.)?field\(/.test(textOf(file, value)) &&
      !/\bdefault(?:_factory)?\s*=/.test(textOf(file, value));
    const own = value && /\binit\s*=\s*False\b/.test(textOf(file, value));
    return own ? [] : [{ node, value: none ? undefined : value }];
  });
}

/** The fields without a default, with the comments beside them, before the first one with a default. */
function moved(file: PythonFile, fields: readonly Field[], first: number, late: readonly Field[]): Proposal[] {
  const { source } = file.context;
  const place = fields[first]?.node;
  if (!place) return [];
  const rows = late.map(({ node }) => ({
    from: source.lineStarts[source.lineOf(node.from)] ?? 0,
    to: source.lineStarts[source.lineOf(node.to) + 1] ?? source.text.length,
  }));
  const at = source.lineStarts[source.lineOf(place.from)] ?? 0;
  const texts = rows
    .map(({ from, to }) => source.text.slice(from, to))
    .map((text) => (text.endsWith('\n') ? text : `${text}${source.eol}`));
  return [
    {
      title: `Move '${textOf(file, late[0]?.node ?? place)}' above '${textOf(file, place)}'`,
      explanation: 'Fields without a default come first: they have to be given, and the order is that of the arguments.',
      edits: [insert(at, texts.join('')), ...rows.map(({ from, to }) => replace(from, to, ''))],
      variant: 'moved-up',
    },
  ];
}

/** The defaults come from a base class: the fields are given by name only. */
function byKeyword(file: PythonFile, { node, name }: Scope): Proposal[] {
  const decorated = node.parent?.name === 'DecoratedStatement' ? node.parent : undefined;
  const decorator =
    decorated && children(decorated).find((it) => it.name === 'Decorator' && /^@(?:\w+\.)?dataclass\b/.test(textOf(file, it)));
  if (!decorator || file.minor < 10) return [];
  const list = decorator.getChild('ArgList');
  const inside = list ? textOf(file, list).slice(1, -1).trim() : '';
  if (/\bkw_only\b/.test(inside)) return [];
  const end = decorator.from + textOf(file, decorator).trimEnd().length;
  const edit = list
    ? insert(list.to - 1, inside === '' ? 'kw_only=True' : `${inside.endsWith(',') ? ' ' : ', '}kw_only=True`)
    : insert(end, '(kw_only=True)');
  return [
    {
      title: `Give the fields of '${name}' by name: 'kw_only=True'`,
      explanation: 'The base class has fields with defaults, and these would come after them. Given by name, the order does not matter.',
      edits: [edit],
      variant: 'keyword-only',
    },
  ];
}

/** Whether the file makes such an object with more than the first value by position. */
function calledByPosition(file: PythonFile, name: string): boolean {
  let found = false;
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (found || ref.name !== 'CallExpression' || !ref.node.firstChild || textOf(file, ref.node.firstChild) !== name) return;
      const plain = argumentsOf(ref.node).filter((it) => !it.name);
      found = plain.length > 1;
    },
  });
  return found;
}
