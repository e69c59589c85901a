// Whether the value of what failed lives on after a patch: it still goes where it went (a name, the caller, the output), what it changes is no
// copy, and what the patch begins anew does not take the place of something that is there. Told from the two trees alone, for Python and for scripts.

import type { Node } from 'web-tree-sitter';
import { editDistance } from '../../syntax/edit-distance';
import {
  begunNames,
  bindingsOf,
  definitionsOf,
  functionAround,
  givenNames,
  IDENTIFIERS,
  isLocal,
  readsOf,
  type Begun,
  type Binding,
  type Named,
} from './names';
import { ASSIGNMENTS, children, FUNCTIONS, isFixed, plain, targetOf, topOf, valueOf, within } from './tree-nodes';
import { flowOf, type Flow } from './value-flow';

/** Plain data about the statement of an operation and what is around it. */
export interface WrittenValue {
  readonly flow: Flow;
  /** The plain name that the statement gives a value. */
  readonly target: string | undefined;
  /** It is a variable of a function. */
  readonly local: boolean;
  /** Readings of `target` behind the statement that do not only make its next value. Undefined where that is not known. */
  readonly reads: number | undefined;
  /** Names in the statement. */
  readonly names: ReadonlySet<string>;
  /** What is set to, or compared with, itself in the function or file around it, without white space. */
  readonly sameTwice: readonly string[];
  /** What gives a name a value elsewhere in the function around, or at the top of the file where there is none. */
  readonly bindings: readonly Binding[];
  /** Functions and classes of the file, by name. */
  readonly definitions: readonly Named[];
  /** Names of the file that something to begin with is given. */
  readonly begun: readonly Begun[];
  /** All names of the file that something gives a value. */
  readonly given: readonly Named[];
  /** Names, attributes and items that the file gives a value, and those that it reads, without white space. */
  readonly stored: readonly Named[];
  readonly asked: ReadonlySet<string>;
  /** What the operation itself is given right before it in every case: a number, an empty list or the like, put into the place that it reads. */
  readonly presets: readonly Named[];
  /** Lists and the like that something is taken out of. */
  readonly emptied: readonly Named[];
}

const COMPARISONS = ['comparison_operator', 'boolean_operator', 'binary_expression', 'binary_operator'];
const MEMBERS = ['attribute', 'subscript', 'member_expression', 'subscript_expression'];
/** Here to leave a call, an index or a member out may be just right: the value is not of a kind that has it. */
const TOO_MUCH =
  /not callable|is not a function|not subscriptable|indices must be|not iterable|unhashable|cannot unpack|has no len\(\)|'(?:int|float|str|bool|list|tuple|set|dict|range|bytes)' object has no attribute/;
/** A name shorter than this is near to many by chance. */
const MIN_LETTERS = 4;

/** `operation` is in `statement`, or is it. */
export function writtenValue(operation: Node, statement: Node, python: boolean): WrittenValue {
  const scope = functionAround(operation);
  const top = topOf(operation);
  const root = scope ?? top;
  const own = assignmentAround(operation, statement);
  const target = own && targetOf(own);
  const name = target?.type === 'identifier' ? target.text : undefined;
  const local = name !== undefined && scope !== null && isLocal(scope, name, python);
  return {
    ...fileFacts(top),
    flow: flowOf(operation, statement, top),
    target: name,
    local,
    reads: name === undefined || (scope !== null && !local) ? undefined : readsOf(root, name, own ?? statement, scope !== null, python),
    names: new Set(within(statement, IDENTIFIERS).map(({ text }) => text)),
    sameTwice: [...within(root, [...ASSIGNMENTS, ...COMPARISONS])].filter(isSameTwice).map(plain),
    bindings: bindingsOf(root, scope !== null, own ?? statement, python),
    stored: within(root, ASSIGNMENTS).flatMap((one) => {
      const place = targetOf(one);
      return place ? [{ name: plain(place), line: one.startPosition.row }] : [];
    }),
    presets: presetsOf(operation, root),
    emptied: emptiedIn(root, operation),
  };
}

type FileFacts = Pick<WrittenValue, 'definitions' | 'begun' | 'given' | 'asked'>;

/** Several operations of a text are read one after the other. */
const MOST_TEXTS = 4;
const known: { readonly text: string; readonly facts: FileFacts }[] = [];

function fileFacts(top: Node): FileFacts {
  const { text } = top;
  const before = known.find((one) => one.text === text);
  if (before) return before.facts;
  const isTarget = (one: Node): boolean =>
    one.parent !== null && ASSIGNMENTS.includes(one.parent.type) && targetOf(one.parent)?.id === one.id;
  const asked = within(top, [...IDENTIFIERS, ...MEMBERS]).filter((one) => !isTarget(one));
  const facts = { definitions: definitionsOf(top), begun: begunNames(top), given: givenNames(top), asked: new Set(asked.map(plain)) };
  known.push({ text, facts });
  if (known.length > MOST_TEXTS) known.shift();
  return facts;
}

interface Value {
  readonly written: WrittenValue;
  /** It is written out. */
  readonly fixed: boolean;
}

export interface Patched {
  /** The name that was wrong. */
  readonly name: string | undefined;
  /** Nobody defined it. */
  readonly isNameError: boolean;
  readonly message: string;
  /** Zero-based lines that the patch wrote. */
  readonly added: ReadonlySet<number>;
}

/** What a patch made of the value, as the end of a sentence; undefined where it lives as it did. */
export function whyDead(before: Value, after: Value, patch: Patched): string | undefined {
  return whyFresh(before.written, after.written, patch) ?? whyFixed(before, after, patch) ?? whyLost(before.written, after.written, patch);
}

/** A name begins anew where something else was meant, or where it can't have what it had. */
function whyFresh(was: WrittenValue, is: WrittenValue, { name, isNameError, added }: Patched): string | undefined {
  if (is.sameTwice.length > was.sameTwice.length && is.sameTwice.some((text) => !was.sameTwice.includes(text)))
    return 'the patch makes a value of itself alone';
  const given = givenBefore(is, added);
  for (const binding of is.bindings) {
    if (!added.has(binding.line) || !(is.names.has(binding.name) || binding.name === name)) continue;
    if (binding.outside) return `the patch gives the function a '${binding.name}' of its own where there is one outside`;
    if (binding.again) return `the patch begins '${binding.name}' anew with each step of the loop that it grows in`;
    const others = is.bindings.filter((other) => other.name === binding.name && !added.has(other.line));
    if (binding.name !== name || others.length > 0) continue;
    if (binding.fixed && !binding.grows && is.target !== name) return `the patch gives '${binding.name}' a fixed value`;
    if (!isNameError || !binding.begins) continue;
    if (!binding.read) return `nothing reads '${binding.name}' after the patch`;
    if (binding.misfit) return `the patch begins '${binding.name}' with a value of another kind`;
  }
  const begun = is.begun.find((one) => one.name === name && added.has(one.line));
  if (begun?.fromTable === true) return `the patch makes up a '${begun.name}'`;
  const near = begun && nearName(given, begun.name);
  if (begun && near !== undefined) return `the patch begins a '${begun.name}' where there is a '${near}'`;
  const defined = is.definitions.find((one) => one.name === name && added.has(one.line));
  if (defined && is.definitions.length > was.definitions.length) return `the patch makes up a '${defined.name}'`;
  const preset = is.presets.find((one) => added.has(one.line));
  return preset ? `the patch gives '${preset.name}' a fixed value each time` : undefined;
}

/** A value that is written out, or a part of what failed, in place of it. */
function whyFixed(before: Value, after: Value, { name, isNameError, message, added }: Patched): string | undefined {
  const [was, is] = [before.written.flow, after.written.flow];
  // A name for which a value is written out may have been a text without its quotes, or a word of another language.
  // Not where there is a name so near that this is a slip of it.
  const isMeant =
    isNameError &&
    was.takers === is.takers &&
    mayBeMeant(name ?? '', is.text) &&
    nearName(givenBefore(after.written, added), name ?? '') === undefined;
  if (after.fixed && !before.fixed && !isMeant) return 'the patch puts a fixed value in place of what failed';
  if (isNameError && is.fromTable && !was.fromTable) return `the patch asks for '${name ?? ''}' where nobody put it`;
  if (is.standIns > was.standIns) return 'the patch puts a fixed value where there is none';
  if (was.operands.length === is.operands.length && is.operands.some((fixed, at) => fixed && was.operands[at] === false))
    return 'the patch puts a fixed value in place of a part of what failed';
  const lost = was.text === is.text ? undefined : was.parts.get(is.text);
  return lost === true || (lost === false && !TOO_MUCH.test(message))
    ? 'the patch leaves out what failed and keeps a part of it'
    : undefined;
}

/** The value does not go where it went. */
function whyLost(before: WrittenValue, after: WrittenValue, { added }: Patched): string | undefined {
  const [was, is] = [before.flow, after.flow];
  if (is.end === 'dropped' && was.end !== 'dropped') return 'nothing uses what the patched line makes';
  if (is.changed && was.changed?.place !== undefined && is.changed.place === undefined)
    if (is.changed.literal || is.changed.madeOf.includes(was.changed.name)) return 'the patch changes a copy that nobody keeps';
  if (was.end === 'done' && is.end === 'stored' && !is.called) return 'the patch no longer calls what did the work';
  if (was.inTarget && was.changed && is.end === 'stored' && !is.changed && !was.target?.endsWith(`.${is.target ?? ''}`))
    return `the patch no longer changes what '${was.target ?? ''}' is a part of`;
  if (was.end === 'taken' && (is.end === 'done' || (is.end === 'taken' && is.taker !== was.taker)))
    return `the patched line no longer gives '${was.taker ?? ''}' what it makes`;
  if (was.end === 'stored' && !was.inTarget && was.target !== undefined && was.target !== is.target && is.end !== 'returned') {
    const isStored = after.stored.some((one) => one.name === was.target && added.has(one.line));
    const isItself = is.end === 'done' && is.changed?.place === was.target;
    if (!isStored && !isItself && after.asked.has(was.target)) return `the patch no longer gives '${was.target}' what the line makes`;
  }
  if (was.grows && is.end === 'stored' && is.target === was.target && !is.grows) return `the patch no longer adds to '${is.target ?? ''}'`;
  if (after.target !== undefined && after.reads === 0) {
    const usedBefore = was.end !== 'dropped' && (before.target === undefined || before.target !== after.target || (before.reads ?? 1) > 0);
    // A name that the patch brings in only to hold the value has no other use.
    if (after.local || usedBefore || before.target === undefined) return `nothing reads '${after.target}' after the patch`;
  }
  return undefined;
}

const givenBefore = (text: WrittenValue, added: ReadonlySet<number>): ReadonlySet<string> =>
  new Set(text.given.filter(({ line }) => !added.has(line)).map((one) => one.name));

/** `name` written out: in quotes, or as this language's word for `true`, `null` and the like. */
function mayBeMeant(name: string, value: string): boolean {
  return /^(?:none|null|undefined|true|false)$/i.test(value)
    ? /^(?:none|null|nil|undefined|true|false|nan)$/i.test(name)
    : value.slice(1, -1).includes(name);
}

function nearName(given: ReadonlySet<string>, name: string): string | undefined {
  if (name.length < MIN_LETTERS) return undefined;
  const limit = name.length < 6 ? 1 : 2;
  return [...given].find(
    (one) => one !== name && Math.abs(one.length - name.length) <= 1 && editDistance(one, name, { limit: 2 }) <= limit,
  );
}

function presetsOf(operation: Node, root: Node): Named[] {
  const read = plain(operation);
  return within(root, ['assignment', 'assignment_expression']).flatMap((one) => {
    const [target, value] = [targetOf(one), valueOf(one)];
    if (!target || !value || one.endIndex > operation.startIndex || !isFixed(value)) return [];
    if (!/^(?:attribute|subscript|member_expression|subscript_expression)$/.test(target.type)) return [];
    const name = plain(target);
    const follows = read.slice(name.length, name.length + 1);
    if (!read.startsWith(name) || /[\w$]/.test(follows)) return [];
    // Where it stands in a condition of its own it is a start value.
    const block = one.parent?.parent;
    return block && block.startIndex <= operation.startIndex && block.endIndex >= operation.endIndex
      ? [{ name, line: one.startPosition.row }]
      : [];
  });
}

function emptiedIn(root: Node, operation: Node): Named[] {
  return within(root, ['call', 'call_expression', 'delete_statement']).flatMap((one) => {
    if (one.startIndex <= operation.startIndex && one.endIndex >= operation.endIndex) return [];
    const name =
      one.type === 'delete_statement'
        ? /^del ([A-Za-z_]\w*)\[/.exec(plain(one))?.[1]
        : /^([A-Za-z_$][\w$]*)\.(?:remove|pop|popleft|popitem|discard|clear|splice|shift)$/.exec(
            plain(one.childForFieldName('function')),
          )?.[1];
    return name === undefined ? [] : [{ name, line: one.startPosition.row }];
  });
}

/** The assignment whose value the operation is, or makes. */
function assignmentAround(operation: Node, statement: Node): Node | null {
  for (let at: Node | null = operation; at && at.startIndex >= statement.startIndex; at = at.parent) {
    if (FUNCTIONS.has(at.type) || /^(?:block|statement_block|module|program)$/.test(at.type)) return null;
    if (!ASSIGNMENTS.includes(at.type)) continue;
    return at;
  }
  // `count = count + 1` where the error names no expression in it.
  const only = /^(?:expression_statement|lexical_declaration|variable_declaration)$/.test(statement.type) ? statement.namedChild(0) : null;
  return only && ASSIGNMENTS.includes(only.type) ? only : null;
}

/** `x = x`, `x += x`, `x == x`, `x - x`. */
function isSameTwice(node: Node): boolean {
  if (ASSIGNMENTS.includes(node.type)) {
    const [target, value] = [targetOf(node), valueOf(node)];
    if (!target || !value) return false;
    return plain(target) === plain(value) || (operands(value).length > 1 && operands(value).every((one) => one === plain(target)));
  }
  const [a, b] = operands(node);
  const operator = node.childForFieldName('operator')?.text ?? children(node).find((one) => !one.isNamed)?.text ?? '';
  return (
    a !== undefined &&
    a === b &&
    /^(?:==|!=|<|>|<=|>=|===|!==|is|is not|in|-|\/|\/\/|%|and|or|&&|\|\||\?\?)$/.test(operator) &&
    /[A-Za-z_$]/.test(a)
  );
}

function operands(node: Node): string[] {
  if (!COMPARISONS.includes(node.type)) return [];
  return node.namedChildren.filter((one): one is Node => one !== null && one.type !== 'comment').map(plain);
}
