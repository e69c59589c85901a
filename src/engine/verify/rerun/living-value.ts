// Whether the value that a mended statement makes lives on: it goes to a name that something reads, not to a fresh one where another was
// meant, and not back into itself. Told from the two texts alone.

import type { Node } from 'web-tree-sitter';
import { cuts } from './surroundings';
import { children, FUNCTIONS, plain } from './tree-nodes';

/** Plain data about the statement of an operation and what is around it. */
export interface WrittenValue {
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
  /** What the operation itself is given right before it in every case: a number, an empty list or the like, put into the place that it reads. */
  readonly presets: readonly Named[];
  /** Lists and the like that something is taken out of. */
  readonly emptied: readonly Named[];
}

interface Named {
  readonly name: string;
  /** Zero-based. */
  readonly line: number;
}

interface Binding {
  readonly name: string;
  /** Zero-based. */
  readonly line: number;
  /** In a function a number, a text, an empty list or the like; anywhere none at all. */
  readonly fixed: boolean;
  /** Takes some out of many. */
  readonly cuts: boolean;
  /** More is put into it elsewhere: it is a start value. */
  readonly grows: boolean;
  /** The name has a value outside the function, or the object has an attribute of that name. */
  readonly outside: boolean;
}

const ASSIGNMENTS = [
  'assignment',
  'augmented_assignment',
  'assignment_expression',
  'augmented_assignment_expression',
  'variable_declarator',
  'update_expression',
];
const DEFAULTS = ['default_parameter', 'typed_default_parameter', 'assignment_pattern'];
const COMPARISONS = ['comparison_operator', 'boolean_operator', 'binary_expression', 'binary_operator'];
const IDENTIFIERS = ['identifier', 'shorthand_property_identifier'];
const FIXED =
  /^(?:[-+]?\d[\w.]*|None|True|False|null|undefined|true|false|NaN|[rbuf]{0,2}"[^"]*"|[rbuf]{0,2}'[^']*'|`[^`]*`|\[\]|\{\}|\(\)|(?:list|dict|set|str|int|float|tuple|Object|Array|newMap|new Map|new Set)\(\))$/;

const targetOf = (node: Node): Node | null =>
  node.childForFieldName('left') ??
  node.childForFieldName('name') ??
  (node.type === 'update_expression' ? node.childForFieldName('argument') : null);
const valueOf = (node: Node): Node | null => node.childForFieldName('right') ?? node.childForFieldName('value');

/** `operation` is in `statement`, or is it. */
export function writtenValue(operation: Node, statement: Node, python: boolean): WrittenValue {
  const scope = functionAround(operation);
  const root = scope ?? topOf(operation);
  const own = assignmentAround(operation, statement);
  const target = own && targetOf(own);
  const name = target?.type === 'identifier' ? target.text : undefined;
  const local = name !== undefined && scope !== null && isLocal(scope, name, python);
  return {
    target: name,
    local,
    reads: name === undefined || (scope !== null && !local) ? undefined : readsOf(root, name, own ?? statement, scope !== null),
    names: new Set(within(statement, IDENTIFIERS).map(({ text }) => text)),
    sameTwice: [...within(root, [...ASSIGNMENTS, ...COMPARISONS])].filter(isSameTwice).map(plain),
    bindings: bindingsOf(root, scope !== null, own ?? statement),
    definitions: definitionsOf(topOf(operation)),
    presets: presetsOf(operation, root),
    emptied: emptiedIn(root, operation),
  };
}

interface Value {
  readonly written: WrittenValue;
  /** Nothing takes it. */
  readonly dropped: boolean;
  /** It is written out. */
  readonly fixed: boolean;
}

/** What a patch made of the value, as the end of a sentence; undefined where it lives as it did. `name`: the name that was wrong, which `isNameError` says was unknown. `added`: zero-based lines that the patch wrote. */
export function whyDead(
  before: Value,
  after: Value,
  name: string | undefined,
  added: ReadonlySet<number>,
  isNameError: boolean,
): string | undefined {
  const [was, is] = [before.written, after.written];
  if (is.sameTwice.length > was.sameTwice.length && is.sameTwice.some((text) => !was.sameTwice.includes(text)))
    return 'the patch makes a value of itself alone';
  for (const binding of is.bindings) {
    if (!added.has(binding.line) || !(is.names.has(binding.name) || binding.name === name)) continue;
    if (binding.outside) return `the patch gives the function a '${binding.name}' of its own where there is one outside`;
    const others = is.bindings.filter((other) => other.name === binding.name && !added.has(other.line));
    if (binding.fixed && !binding.grows && binding.name === name && others.length === 0 && is.target !== name)
      return `the patch gives '${binding.name}' a fixed value`;
  }
  const defined = is.definitions.find((one) => one.name === name && added.has(one.line));
  if (defined && is.definitions.length > was.definitions.length) return `the patch makes up a '${defined.name}'`;
  const preset = is.presets.find((one) => added.has(one.line));
  if (preset) return `the patch gives '${preset.name}' a fixed value each time`;
  // A name for which a value is written out may have been a text without its quotes: that is judged by its words.
  if (after.fixed && !before.fixed && !isNameError) return 'the patch puts a fixed value in place of what failed';
  if (after.dropped && !before.dropped) return 'nothing uses what the patched line makes';
  if (is.target !== undefined && is.reads === 0) {
    const usedBefore = !before.dropped && (was.target === undefined || was.target !== is.target || (was.reads ?? 1) > 0);
    // A name that the patch brings in only to hold the value has no other use.
    if (is.local || usedBefore || was.target === undefined) return `nothing reads '${is.target}' after the patch`;
  }
  return undefined;
}

const DEFINITIONS = [
  'function_definition',
  'class_definition',
  'function_declaration',
  'generator_function_declaration',
  'class_declaration',
  'method_definition',
];

function definitionsOf(top: Node): Named[] {
  const named = within(top, DEFINITIONS).map((one) => ({ name: one.childForFieldName('name')?.text ?? '', line: one.startPosition.row }));
  const assigned = within(top, ['lambda', 'arrow_function', 'function_expression']).flatMap((one) => {
    const up = one.parent;
    const target = up && ASSIGNMENTS.includes(up.type) && valueOf(up)?.id === one.id ? targetOf(up) : null;
    return target ? [{ name: target.text, line: one.startPosition.row }] : [];
  });
  return [...named, ...assigned];
}

function presetsOf(operation: Node, root: Node): Named[] {
  const read = plain(operation);
  return within(root, ['assignment', 'assignment_expression']).flatMap((one) => {
    const [target, value] = [targetOf(one), valueOf(one)];
    if (!target || !value || one.endIndex > operation.startIndex || !FIXED.test(plain(value))) return [];
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

function functionAround(node: Node): Node | null {
  for (let child = node, up = node.parent; up; child = up, up = up.parent)
    if (FUNCTIONS.has(up.type) && up.type !== 'lambda' && up.childForFieldName('body')?.id === child.id && hasStatements(up)) return up;
  return null;
}

const hasStatements = (fn: Node): boolean => /^(?:block|statement_block)$/.test(fn.childForFieldName('body')?.type ?? '');

function topOf(node: Node): Node {
  let top = node;
  while (top.parent) top = top.parent;
  return top;
}

function within(node: Node, types: string[]): Node[] {
  return node.descendantsOfType(types).filter((one): one is Node => one !== null);
}

/** The assignment whose value the operation is, or makes. */
function assignmentAround(operation: Node, statement: Node): Node | null {
  for (let at: Node | null = operation; at && at.startIndex >= statement.startIndex; at = at.parent) {
    if (FUNCTIONS.has(at.type) || /^(?:block|statement_block|module|program)$/.test(at.type)) return null;
    if (!ASSIGNMENTS.includes(at.type)) continue;
    return at;
  }
  // `count = count + 1` where the error names no expression in it.
  const only = statement.type === 'expression_statement' ? statement.namedChild(0) : null;
  return only && ASSIGNMENTS.includes(only.type) ? only : null;
}

function isLocal(scope: Node, name: string, python: boolean): boolean {
  if (python)
    return !within(scope, ['global_statement', 'nonlocal_statement']).some((one) => children(one).some(({ text }) => text === name));
  return (
    within(scope, ['variable_declarator']).some((one) => one.childForFieldName('name')?.text === name) ||
    within(scope.childForFieldName('parameters') ?? scope, ['identifier']).some(
      (one) =>
        one.text === name &&
        /^(?:formal_parameters|required_parameter|optional_parameter|assignment_pattern)$/.test(one.parent?.type ?? ''),
    )
  );
}

/** Readings of a name that make something else than its own next value; undefined where the text may read it in other ways. */
function readsOf(root: Node, name: string, own: Node, inFunction: boolean): number | undefined {
  if (/\b(?:locals|globals|vars|eval|exec|__all__)\b/.test(root.text.slice(0, 200_000))) return undefined;
  if (/^(?:_+\w*__|exports|module)$/.test(name)) return undefined;
  let loop = false;
  for (let up = own.parent; up && up.id !== root.id; up = up.parent)
    if (/^(?:for_statement|while_statement|for_in_statement|do_statement|try_statement)$/.test(up.type)) loop = true;
  return within(root, IDENTIFIERS).filter((one) => {
    if (one.text !== name || !isRead(one)) return false;
    // Only what runs later reads it.
    const later = one.startIndex >= own.endIndex || loop || !inFunction;
    if (!later && isSameFunction(one, own)) return false;
    for (let at: Node | null = one; at && !/^(?:expression_statement|block|statement_block|module|program)$/.test(at.type); at = at.parent)
      if (ASSIGNMENTS.includes(at.type) && targetOf(at)?.text === name)
        return at.parent?.type !== 'expression_statement' && !/declaration$/.test(at.parent?.type ?? '');
    return true;
  }).length;
}

function isRead(one: Node): boolean {
  const up = one.parent;
  if (!up) return false;
  const is = (field: string): boolean => up.childForFieldName(field)?.id === one.id;
  if (up.type === 'attribute') return is('object');
  if (up.type === 'keyword_argument') return !is('name');
  if (/parameter/.test(up.type) && !is('value')) return false;
  if (FUNCTIONS.has(up.type) || /^class/.test(up.type)) return is('body');
  if (/^(?:global|nonlocal)_statement$/.test(up.type)) return false;
  if (ASSIGNMENTS.includes(up.type)) return targetOf(up)?.id !== one.id || up.type === 'update_expression';
  if (/^(?:pattern_list|tuple_pattern|array_pattern|for_statement|for_in_clause|for_in_statement)$/.test(up.type)) return is('right');
  return true;
}

function isSameFunction(a: Node, b: Node): boolean {
  const of = (node: Node): number | undefined => {
    for (let up = node.parent; up; up = up.parent) if (FUNCTIONS.has(up.type)) return up.id;
    return undefined;
  };
  return of(a) === of(b);
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

/** What gives names a value in a function or file, its own statement left out. */
function bindingsOf(scope: Node, inFunction: boolean, own: Node): Binding[] {
  const top = topOf(scope);
  return within(scope, [...ASSIGNMENTS, ...DEFAULTS]).flatMap((one) => {
    const [target, value] = [targetOf(one), valueOf(one)];
    if (target?.type !== 'identifier' || (one.startIndex <= own.startIndex && one.endIndex >= own.endIndex)) return [];
    if (/^augmented|^update/.test(one.type)) return [];
    // `for (const x of xs)` has no value of its own and gets one.
    if (!value && (one.type !== 'variable_declarator' || /^for/.test(one.parent?.parent?.type ?? ''))) return [];
    return [
      {
        name: target.text,
        line: one.startPosition.row,
        fixed: value ? inFunction && FIXED.test(plain(value)) : true,
        cuts: value !== null && cuts(plain(value)) > 0,
        grows: growing(target.text).test(scope.text),
        outside: inFunction && isOutside(target.text, scope, top),
      },
    ];
  });
}

function growing(name: string): RegExp {
  const more = String.raw`\.(?:append|appendleft|add|extend|insert|update|setdefault|push|unshift|set)\(|\[[^\]\n]*\]\s*[-+*/|]?=(?!=)|[-+*/|]=|\+\+`;
  return new RegExp(String.raw`(?<![\w$.])${name.replaceAll('$', String.raw`\$`)}\s*(?:${more})`);
}

function isOutside(name: string, scope: Node, top: Node): boolean {
  const escaped = name.replaceAll('$', '\\$');
  for (let up = scope.parent; up; up = up.parent) {
    if (FUNCTIONS.has(up.type)) {
      if (
        within(up.childForFieldName('parameters') ?? up, ['identifier']).some(
          (one) => one.text === name && /param/.test(one.parent?.type ?? ''),
        )
      )
        return true;
      if (bindsOutside(up, name, scope)) return true;
    }
    if (/^class/.test(up.type) && up.type !== 'class_body') {
      if (new RegExp(`\\b(?:self|cls|this)\\s*\\.\\s*${escaped}(?![\\w$])`).test(up.text)) return true;
      if (bindsOutside(up, name, scope)) return true;
    }
  }
  return bindsOutside(top, name, scope);
}

/** An assignment outside of the function, unless it takes its value from a call behind it: that of the function itself, as a rule. */
function bindsOutside(owner: Node, name: string, scope: Node): boolean {
  return within(owner, [...ASSIGNMENTS, 'field_definition', 'public_field_definition']).some((one) => {
    const target = targetOf(one) ?? one.childForFieldName('property');
    if (target?.text !== name || (one.startIndex >= scope.startIndex && one.endIndex <= scope.endIndex)) return false;
    let up = one.parent;
    while (up && up.id !== owner.id && !FUNCTIONS.has(up.type) && !/^class_(?:definition|declaration)$/.test(up.type)) up = up.parent;
    if (up?.id !== owner.id) return false;
    return one.startIndex < scope.startIndex || !/\(/.test(plain(valueOf(one)));
  });
}
