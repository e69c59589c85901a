/**
 * Mistake: a value of another type than the one that is declared, where one plain conversion makes the one of the other, as checkers tell it.
 *
 * Before:  `area("3", 4)`, declared `w: int`        After:  `area(3, 4)`
 * Before:  `load("a.txt")`, declared `path: Path`    After:  `load(Path("a.txt"))`
 * Before:  `-> list[str]` … `return d.keys()`        After:  `return list(d.keys())`
 *
 * When not: the types can be made of one another in several ways, or the declaration may be what is wrong: `return 1` where text is promised.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { enclosing, functionAround, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const ARGUMENT = [
  /^Argument of type "(?<has>.+?)" cannot be assigned to parameter "\w+" of type "(?<wants>.+?)" in function/s,
  /^Argument (?:\d+|"\w+") to "[^"]+" (?:of "[^"]+" )?has incompatible type "(?<has>[^"]+)"; expected "(?<wants>[^"]+)"/,
] as const;
const ASSIGNED = [
  /^Type "(?<has>.+?)" is not assignable to declared type "(?<wants>.+?)"/s,
  /^Expression of type "(?<has>.+?)" is incompatible with declared type "(?<wants>.+?)"/s,
  /^Incompatible types in assignment \(expression has type "(?<has>[^"]+)", variable has type "(?<wants>[^"]+)"\)/,
] as const;
const RETURNED = [
  /^Type "(?<has>.+?)" is not assignable to return type "(?<wants>.+?)"/s,
  /^Expression of type "(?<has>.+?)" (?:is incompatible with|cannot be assigned to) return type "(?<wants>.+?)"/s,
  /^Incompatible return value type \(got "(?<has>[^"]+)", expected "(?<wants>[^"]+)"\)/,
] as const;

export const declaredType: Fixer = {
  id: 'python/declared-type',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [...ARGUMENT, ...ASSIGNED, ...RETURNED], where: ({ origin }) => origin === 'diagnostic' },
  propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    const told = (patterns: readonly RegExp[]): RegExpExecArray | undefined =>
      patterns.map((it) => it.exec(message)).find((it) => it !== null) ?? undefined;
    const returned = told(RETURNED);
    const found = told(ARGUMENT) ?? told(ASSIGNED) ?? returned;
    const value = valueAt(file);
    if (!found || !value) return [];
    const has = typeOf(found.groups?.['has'] ?? '');
    const wants = typeOf(found.groups?.['wants'] ?? '');
    const way = has && wants ? conversion(file, value, has, wants) : undefined;
    // What is returned may be right and the promise wrong.
    if (!way || (returned && !way.isLossless)) return [];
    return [
      {
        title: way.title,
        explanation: `A value of the type '${shown(found.groups?.['has'] ?? '')}' stands where '${shown(found.groups?.['wants'] ?? '')}' is declared.`,
        edits: way.edits,
        variant: way.variant,
      },
    ];
  },
};

const shown = (type: string): string => (type.length > 60 ? `${type.slice(0, 59)}…` : type);

/** The expression that the checker marked: from its start to its end, no more and no less. */
function valueAt(file: PythonFile): SyntaxNode | undefined {
  const { start, end } = file.context;
  let node: SyntaxNode | null = file.scopes.tree.resolveInner(start, 1);
  while (node && node.from === start && node.to < end) node = node.parent;
  return node && node.from === start && node.to === end && !/^(?:ArgList|Script|Body)$/.test(node.name) ? node : undefined;
}

interface Type {
  /** `str`, `list`, `Path`. */
  readonly name: string;
  /** What it holds, where that is told: `str` of `list[str]`. */
  readonly of: string | undefined;
}

/** undefined for unions and others that are not one plain type. */
function typeOf(text: string): Type | undefined {
  const literal = /^(?:Literal\[)?(?:(b?)(["']).*\2|(-?\d+)|(True|False))\]?\??$/s.exec(text.trim());
  if (literal) return { name: literal[2] ? (literal[1] ? 'bytes' : 'str') : literal[3] ? 'int' : 'bool', of: undefined };
  const plain = /^([\w.]+)(?:\[(.*)\])?$/s.exec(text.trim());
  if (!plain?.[1] || /\|/.test(plain[2] ?? '')) return undefined;
  return { name: plain[1].split('.').at(-1) ?? '', of: plain[2]?.split(',')[0]?.trim() };
}

interface Way extends Pick<Proposal, 'title' | 'edits' | 'variant'> {
  /** Nothing of the value is lost or read as something else. */
  readonly isLossless: boolean;
}

const COLLECTIONS =
  /^(?:list|tuple|set|frozenset|dict_keys|dict_values|dict_items|KeysView|ValuesView|ItemsView|map|filter|zip|range|Generator|Iterator|Iterable|Sequence|reversed|enumerate|deque|ndarray|Series)$/;

function conversion(file: PythonFile, value: SyntaxNode, has: Type, wants: Type): Way | undefined {
  const text = textOf(file, value);
  const key = `${has.name} ${wants.name}`;
  const content = value.name === 'String' ? /^(["'])(.*)\1$/s.exec(text)?.[2] : undefined;
  if (/^(?:Coroutine|CoroutineType)$/.test(has.name)) {
    const around = functionAround(file.scopes.scopeAt(value.from));
    if (!around || !/^async\b/.test(file.text.slice(around.node.from, around.node.from + 6)) || value.name !== 'CallExpression')
      return undefined;
    return { title: `Await '${brief(text)}'`, edits: [insert(value.from, 'await ')], variant: 'awaited', isLossless: true };
  }
  if (content !== undefined && /^str (?:int|float)$/.test(key) && (wants.name === 'int' ? /^-?\d+$/ : /^-?\d+(?:\.\d+)?$/).test(content))
    return {
      title: `Write the number ${content}`,
      edits: [replace(value.from, value.to, content)],
      variant: 'number-for-text',
      isLossless: false,
    };
  if (value.name === 'Number' && /^(?:int|float) str$/.test(key)) {
    const quote = file.text.split("'").length > file.text.split('"').length ? "'" : '"';
    return {
      title: `Write it as text`,
      edits: [replace(value.from, value.to, quote + text + quote)],
      variant: 'text-for-number',
      isLossless: false,
    };
  }
  if (
    content !== undefined &&
    (wants.name === 'bytes' || wants.name === 'ReadableBuffer') &&
    has.name === 'str' &&
    /^[\x20-\x7e]*$/.test(content)
  )
    return { title: `Make it bytes: b${brief(text)}`, edits: [insert(value.from, 'b')], variant: 'bytes-for-text', isLossless: true };
  const element = wants.of;
  if (wants.name === 'list' && element !== undefined && has.name === element && !COLLECTIONS.test(has.name))
    return {
      title: `Put it into a list: '[${brief(text)}]'`,
      edits: [insert(value.from, '['), insert(value.to, ']')],
      variant: 'one-item',
      isLossless: true,
    };
  if (/^(?:list|tuple|set)$/.test(wants.name) && has.name !== wants.name && COLLECTIONS.test(has.name)) {
    // `{"a"}` for a list: other brackets do.
    const brackets = { list: '[]', tuple: '()', set: '{}' }[wants.name] ?? '';
    const isDisplay =
      /^(?:ArrayExpression|SetExpression|TupleExpression)$/.test(value.name) && /^[[({].*[\])}]$/s.test(text) && !/,\s*[\])}]$/.test(text);
    if (isDisplay && wants.name !== 'tuple')
      return {
        title: `Write it as a ${wants.name}`,
        edits: [replace(value.from, value.from + 1, brackets[0] ?? ''), replace(value.to - 1, value.to, brackets[1] ?? '')],
        variant: 'other-brackets',
        isLossless: true,
      };
    return wrapped(file, value, wants.name, 'collected', has.name !== 'set' && wants.name !== 'set');
  }
  switch (key) {
    case 'str int':
    case 'str float':
      return value.name === 'String' ? undefined : wrapped(file, value, wants.name, 'number-of-text', false);
    case 'int str':
    case 'float str':
    case 'Decimal str':
      return wrapped(file, value, 'str', 'text-of-number', false);
    case 'Path str':
    case 'PosixPath str':
    case 'UUID str':
      return wrapped(file, value, 'str', 'text-of-path', true);
    case 'str Path':
      return wrapped(file, value, 'Path', 'path-of-text', true);
    case 'bytes str':
      return {
        title: `Decode it: '${brief(text)}.decode()'`,
        edits: [insert(value.to, '.decode()')],
        variant: 'decoded',
        isLossless: true,
      };
    case 'str bytes':
      return {
        title: `Encode it: '${brief(text)}.encode()'`,
        edits: [insert(value.to, '.encode()')],
        variant: 'encoded',
        isLossless: true,
      };
  }
  if (wants.name === 'Iterable' && element === 'str' && /^(?:list|tuple|set|range)$/.test(has.name) && has.of === 'int')
    return {
      title: `Convert each: 'map(str, …)'`,
      edits: [insert(value.from, 'map(str, '), insert(value.to, ')')],
      variant: 'text-of-each',
      isLossless: false,
    };
  return undefined;
}

function wrapped(file: PythonFile, value: SyntaxNode, by: string, variant: string, isLossless: boolean): Way | undefined {
  const imports: OffsetEdit[] = [];
  let callee = by;
  if (by === 'Path') {
    const { imports: known } = file.scopes;
    const whole = known.find((it) => it.module === 'pathlib' && it.member === undefined);
    const name = known.find((it) => it.module === 'pathlib' && it.member === 'Path')?.name;
    if (!name && !whole && file.scopes.resolve('Path', file.scopes.scopeAt(value.from)) !== undefined) return undefined;
    callee = name ?? (whole ? `${whole.name}.Path` : 'Path');
    if (!name && !whole) imports.push(...addImport(file, { module: 'pathlib', member: 'Path' }));
  } else if (file.scopes.resolve(by, file.scopes.scopeAt(value.from)) !== 'builtin') return undefined;
  // A generator that is the only argument has no brackets of its own.
  if (enclosing(value, 'Decorator')) return undefined;
  return {
    title: `Convert: '${callee}(${brief(textOf(file, value))})'`,
    edits: [...imports, insert(value.from, `${callee}(`), insert(value.to, ')')],
    variant,
    isLossless,
  };
}

const brief = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text).replace(/\s+/g, ' ');
