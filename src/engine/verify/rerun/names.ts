// What gives names their values in a text, and what reads them: whose name it is, whether it begins anew each time, grows, is ever read. Told
// from the tree alone, for Python and for scripts.

import type { Node } from 'web-tree-sitter';
import { cuts } from './surroundings';
import {
  ASSIGNMENTS,
  children,
  FUNCTIONS,
  isFixed,
  isOfTable,
  LOOPS,
  plain,
  targetOf,
  topOf,
  unwrapped,
  valueOf,
  within,
} from './tree-nodes';

export interface Named {
  readonly name: string;
  /** Zero-based. */
  readonly line: number;
}

export interface Begun extends Named {
  /** Its value is asked of the runtime's own table of names. */
  readonly fromTable: boolean;
}

export interface Binding extends Named {
  /** In a function a number, a text, an empty list or the like; anywhere none at all. */
  readonly fixed: boolean;
  /** Something to begin with: a number, a text, an empty list, an object of a class. */
  readonly begins: boolean;
  /** Takes some out of many. */
  readonly cuts: boolean;
  /** More is put into it elsewhere: it is a start value. */
  readonly grows: boolean;
  /** The name has a value outside the function, or the object has an attribute of that name. */
  readonly outside: boolean;
  /** Something reads what it has grown to. */
  readonly read: boolean;
  /** It begins again with every step of the loop that it grows in, and something asks for the whole. */
  readonly again: boolean;
  /** What it grows by is of another type: a text that numbers are added to. */
  readonly misfit: boolean;
}

const DEFAULTS = ['default_parameter', 'typed_default_parameter', 'assignment_pattern'];
export const IDENTIFIERS = ['identifier', 'shorthand_property_identifier'];
const EMPTY = /^(?:list|dict|set|str|int|float|tuple|Object|Array)\(\)$/;
const CLASS = /^class_(?:definition|declaration)$/;
/** Operators that give a number, whatever they are given. */
const ARITHMETIC = /^(?:-|\*|\/|%|\*\*|\/\/)$/;

/** What gives names a value in a function or file, `own`, the statement of the operation, left out. */
export function bindingsOf(scope: Node, inFunction: boolean, own: Node, python: boolean): Binding[] {
  const top = topOf(scope);
  const usesOf = usesIn(scope, python);
  return within(scope, [...ASSIGNMENTS, ...DEFAULTS]).flatMap((one) => {
    const [target, value] = [targetOf(one), valueOf(one)];
    if (target?.type !== 'identifier' || (one.startIndex <= own.startIndex && one.endIndex >= own.endIndex)) return [];
    if (/^augmented|^update/.test(one.type)) return [];
    // `for (const x of xs)` has no value of its own and gets one.
    if (!value && (one.type !== 'variable_declarator' || /^for/.test(one.parent?.parent?.type ?? ''))) return [];
    const begins = value ? isStart(value) : true;
    const name = target.text;
    // Those of functions within are their own.
    const uses = begins && !DEFAULTS.includes(one.type) && !isInFunctionOf(one, scope) ? usesOf(name) : [];
    return [
      {
        name,
        line: one.startPosition.row,
        fixed: value ? inFunction && isFixedOrEmpty(value) : true,
        begins,
        cuts: value !== null && cuts(plain(value)) > 0,
        grows: growing(name).test(scope.text),
        outside: inFunction && isOutside(name, scope, top),
        read: uses.length === 0 || uses.some(({ how }) => how === 'read') || isForOthers(name, uses, scope, inFunction),
        again: beginsAgain(one, scope, uses),
        misfit: value !== null && isMisfit(value, uses, python),
      },
    ];
  });
}

/** Names, and attributes of `self` or `this`, that the file gives something to begin with, or that of the runtime's table. */
export function begunNames(top: Node): Begun[] {
  return within(top, ASSIGNMENTS).flatMap((one) => {
    const [target, value] = [targetOf(one), valueOf(one)];
    const name = target && ownName(target);
    if (!name || /^augmented|^update/.test(one.type) || (value && !isStart(value) && !isOfTable(value))) return [];
    return [{ name, line: one.startPosition.row, fromTable: value !== null && isOfTable(value) }];
  });
}

/** `x` of `x` and of `self.x`. */
function ownName(place: Node): string | undefined {
  if (place.type === 'identifier') return place.text;
  const name = place.childForFieldName('attribute') ?? place.childForFieldName('property');
  return name && /^(?:self|cls|this)$/.test(plain(place.childForFieldName('object'))) ? name.text : undefined;
}

/** Functions and classes of the file, by name. */
export function definitionsOf(top: Node): Named[] {
  const kinds = [
    'function_definition',
    'class_definition',
    'function_declaration',
    'generator_function_declaration',
    'class_declaration',
    'method_definition',
  ];
  const named = within(top, kinds).map((one) => ({ name: one.childForFieldName('name')?.text ?? '', line: one.startPosition.row }));
  const assigned = within(top, ['lambda', 'arrow_function', 'function_expression']).flatMap((one) => {
    const up = one.parent;
    const target = up && ASSIGNMENTS.includes(up.type) && valueOf(up)?.id === one.id ? targetOf(up) : null;
    return target ? [{ name: target.text, line: one.startPosition.row }] : [];
  });
  return [...named, ...assigned];
}

/** Every name that the text gives a value, attributes of `self` or `this` too, and the lines that do. */
export function givenNames(top: Node): Named[] {
  const out: Named[] = [];
  const add = (node: Node | null): void => {
    if (!node) return;
    for (const one of node.type === 'identifier' ? [node] : within(node, ['identifier', 'shorthand_property_identifier_pattern']))
      if (!/^(?:attribute|member_expression|subscript|subscript_expression|call|call_expression)$/.test(one.parent?.type ?? ''))
        out.push({ name: one.text, line: one.startPosition.row });
    const own = ownName(node);
    if (own !== undefined && node.type !== 'identifier') out.push({ name: own, line: node.startPosition.row });
  };
  for (const one of within(top, [...ASSIGNMENTS, ...LOOPS, 'for_in_clause', 'named_expression'])) add(targetOf(one));
  for (const one of within(top, ['parameters', 'formal_parameters', 'lambda_parameters'])) add(one);
  return [...out, ...definitionsOf(top)];
}

/** The function whose statements a node is among; null in the file itself. */
export function functionAround(node: Node): Node | null {
  for (let child = node, up = node.parent; up; child = up, up = up.parent)
    if (FUNCTIONS.has(up.type) && up.type !== 'lambda' && up.childForFieldName('body')?.id === child.id && hasStatements(up)) return up;
  return null;
}

const hasStatements = (fn: Node): boolean => /^(?:block|statement_block)$/.test(fn.childForFieldName('body')?.type ?? '');

/** Whether a name that a function gives a value is its own. */
export function isLocal(scope: Node, name: string, python: boolean): boolean {
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
export function readsOf(root: Node, name: string, own: Node, inFunction: boolean, python: boolean): number | undefined {
  if (/\b(?:locals|globals|vars|eval|exec|__all__)\b/.test(root.text.slice(0, 200_000))) return undefined;
  if (/^(?:_+\w*__|exports|module)$/.test(name)) return undefined;
  let loop = false;
  for (let up = own.parent; up && up.id !== root.id; up = up.parent) if (LOOPS.has(up.type) || up.type === 'try_statement') loop = true;
  const isShadowed = shadowing(root, python);
  return within(root, IDENTIFIERS).filter((one) => {
    if (one.text !== name || !isRead(one) || isShadowed(one)) return false;
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

/** Tells whether a function or loop within `root`, around a node, has a variable of the node's name for itself. */
function shadowing(root: Node, python: boolean): (one: Node) => boolean {
  const known = new Map<string, boolean>();
  const isOf = (fn: Node, name: string): boolean => {
    const key = `${fn.id} ${name}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const lone = fn.childForFieldName('parameter');
    const is =
      lone?.text === name ||
      within(fn.childForFieldName('parameters') ?? fn, ['identifier']).some((own) => isParameter(own, name)) ||
      (python ? isLocal(fn, name, true) && isAssigned(fn, name) : isLocal(fn, name, false));
    known.set(key, is);
    return is;
  };
  return (one) => {
    const name = one.text;
    for (let child = one, up = one.parent; up && up.id !== root.id; child = up, up = up.parent) {
      // `for (const x of xs)`: only the loop has it.
      if (up.type === 'for_in_statement' && up.childForFieldName('kind') && up.childForFieldName('right')?.id !== child.id) {
        const left = up.childForFieldName('left');
        const names = left ? within(left, ['identifier', 'shorthand_property_identifier_pattern']) : [];
        if (names.some(({ text }) => text === name)) return true;
      }
      if (FUNCTIONS.has(up.type) && isOf(up, name)) return true;
    }
    return false;
  };
}

const isParameter = (one: Node, name: string): boolean =>
  one.text === name && /param|assignment_pattern/.test(one.parent?.type ?? '') && one.parent?.childForFieldName('value')?.id !== one.id;

const isAssigned = (fn: Node, name: string): boolean =>
  within(fn, [...ASSIGNMENTS, 'for_statement', 'for_in_clause', 'with_item', 'as_pattern', 'named_expression']).some((one) => {
    const target = targetOf(one) ?? one.childForFieldName('alias');
    return target !== null && (target.text === name || within(target, ['identifier']).some(({ text }) => text === name));
  });

/** Of a name that is used more often the rest is not looked at. */
const MOST_USES = 200;

interface Use {
  readonly node: Node;
  /** `grows`: more is put into it, and nothing more; `adds`: the same by an operator. */
  readonly how: 'read' | 'grows' | 'adds' | 'given';
  /** What is added. */
  readonly by: Node | null;
}

function isInFunctionOf(node: Node, scope: Node): boolean {
  for (let up = node.parent; up && up.id !== scope.id; up = up.parent) if (FUNCTIONS.has(up.type)) return true;
  return false;
}

/** Where a function or file names things, functions with a variable of that name left out. */
function usesIn(scope: Node, python: boolean): (name: string) => Use[] {
  const isShadowed = shadowing(scope, python);
  const nodes = new Map<string, Node[]>();
  for (const one of within(scope, IDENTIFIERS)) nodes.set(one.text, [...(nodes.get(one.text) ?? []), one].slice(0, MOST_USES));
  return (name) =>
    (nodes.get(name) ?? []).flatMap((node): Use[] => {
      if (isShadowed(node)) return [];
      const up = node.parent;
      if (up && ASSIGNMENTS.includes(up.type) && targetOf(up)?.id === node.id) {
        if (!/^(?:augmented|update)/.test(up.type)) return [{ node, how: 'given', by: null }];
        return [{ node, how: isStatement(up.parent) ? 'adds' : 'read', by: valueOf(up) }];
      }
      if (!isRead(node)) return [];
      return [{ node, how: isGrowth(node) ? 'grows' : 'read', by: null }];
    });
}

const isStatement = (node: Node | null): boolean => node?.type === 'expression_statement';

/** `x.append(1)`, `x[k] = 1`, `x.a.push(1)` as statements: nothing is read of `x`. */
function isGrowth(node: Node): boolean {
  let at = node;
  for (let up = at.parent; up; at = up, up = up.parent) {
    const object =
      up.childForFieldName('object') ?? (/^subscript/.test(up.type) ? up.childForFieldName('value') : up.childForFieldName('function'));
    if (object?.id !== at.id) break;
  }
  const up = at.parent;
  if (!up || at.id === node.id) return false;
  if (isStatement(up)) return /^call/.test(at.type);
  return ASSIGNMENTS.includes(up.type) && targetOf(up)?.id === at.id && isStatement(up.parent);
}

/** The innermost loop around a node in its own function. */
function loopAround(node: Node, scope: Node): Node | undefined {
  for (let child = node, up = node.parent; up && up.id !== scope.id && !FUNCTIONS.has(up.type); child = up, up = up.parent)
    if (LOOPS.has(up.type) && up.childForFieldName('body')?.id === child.id) return up;
  return undefined;
}

function beginsAgain(binding: Node, scope: Node, uses: readonly Use[]): boolean {
  const loop = loopAround(binding, scope);
  if (!loop) return false;
  const inLoop = (node: Node): boolean => node.startIndex >= loop.startIndex && node.endIndex <= loop.endIndex;
  const grown = uses.filter(({ node, how }) => (how === 'grows' || how === 'adds') && inLoop(node));
  if (grown.length === 0) return false;
  const reads = uses.filter(({ how }) => how === 'read');
  if (reads.some(({ node }) => !inLoop(node))) return true;
  // A sum of one.
  const [only, more] = grown;
  return only?.how === 'adds' && more === undefined && loopAround(only.node, scope)?.id === loop.id;
}

function isStart(value: Node): boolean {
  const own = unwrapped(value);
  if (isFixedOrEmpty(own)) return true;
  const callee = own.childForFieldName('function') ?? own.childForFieldName('constructor');
  const given = own.childForFieldName('arguments');
  return callee?.type === 'identifier' && (given === null || given.namedChildCount === 0);
}

const isFixedOrEmpty = (value: Node): boolean =>
  isFixed(value) ||
  (/^unary_(?:operator|expression)$/.test(value.type) && /^[-+]\d/.test(plain(value))) ||
  EMPTY.test(plain(value)) ||
  isNew(value);

const isNew = (value: Node): boolean => value.type === 'new_expression' && /^new (?:Map|Set)\(\)$/.test(value.text);

function growing(name: string): RegExp {
  const more = String.raw`\.(?:append|appendleft|add|extend|insert|update|setdefault|push|unshift|set)\(|\[[^\]\n]*\]\s*[-+*/|]?=(?!=)|[-+*/|]=|\+\+`;
  return new RegExp(String.raw`(?<![\w$.])${name.replaceAll('$', String.raw`\$`)}\s*(?:${more})`);
}

/** What a file puts more into at several places, or exports, others may read. */
function isForOthers(name: string, uses: readonly Use[], scope: Node, inFunction: boolean): boolean {
  if (inFunction) return false;
  if (uses.filter(({ how }) => how !== 'given').length > 1) return true;
  return within(scope, ['export_statement']).some((one) =>
    new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(one.text),
  );
}

type Type = 'number' | 'text' | 'list';

/** What a value surely is; undefined where that can't be told. */
function typeOf(value: Node, depth = 0): Type | undefined {
  const node = unwrapped(value);
  if (/^(?:integer|float|number)$/.test(node.type)) return 'number';
  if (/^(?:string|template_string|concatenated_string)$/.test(node.type)) return 'text';
  if (/^(?:list|array|list_comprehension)$/.test(node.type)) return 'list';
  if (depth > 3) return undefined;
  if (/^binary_/.test(node.type)) {
    const operator = node.childForFieldName('operator')?.text ?? '';
    const sides = [node.childForFieldName('left'), node.childForFieldName('right')].map((one) => one && typeOf(one, depth + 1));
    if (ARITHMETIC.test(operator)) return sides.includes('text') || sides.includes('list') ? undefined : 'number';
    if (operator !== '+') return undefined;
    return sides.includes('text') ? 'text' : sides[0] === sides[1] ? (sides[0] ?? undefined) : undefined;
  }
  if (/^unary_/.test(node.type)) return /^[-+]/.test(node.text) ? 'number' : undefined;
  if (node.type === 'member_expression') return node.childForFieldName('property')?.text === 'length' ? 'number' : undefined;
  if (!/^call/.test(node.type)) return undefined;
  const callee = node.childForFieldName('function');
  const name = plain(callee);
  if (/^(?:len|int|float|Number|parseInt|parseFloat|Math\.\w+)$/.test(name)) return 'number';
  if (/^(?:str|repr|String|chr)$|\.(?:join|toString|toFixed|upper|lower|toUpperCase|toLowerCase|strip|trim)$/.test(name)) return 'text';
  return callee?.type === 'identifier' ? typeGiven(topOf(node), name, depth) : undefined;
}

/** What a function of the file gives back, in every case. */
function typeGiven(top: Node, name: string, depth: number): Type | undefined {
  const fns = within(top, ['function_definition', 'function_declaration']).filter((one) => one.childForFieldName('name')?.text === name);
  const types = fns.flatMap((fn) =>
    within(fn, ['return_statement']).map((one) => {
      const value = one.namedChild(0);
      return value ? typeOf(value, depth + 1) : undefined;
    }),
  );
  const [first] = types;
  return types.every((type) => type === first) ? first : undefined;
}

/** Whether a start value is of another type than what it grows by, or a sum that begins at something. */
function isMisfit(value: Node, uses: readonly Use[], python: boolean): boolean {
  const start = /^(?:object|dictionary|undefined)$/.test(value.type) ? 'other' : typeOf(value);
  return uses.some(({ how, node, by }) => {
    if (how !== 'adds') return false;
    const isText = start === 'text' && /^update/.test(node.parent?.type ?? '');
    if (!by || isText) return isText;
    const added = typeOf(by);
    if (start === 'number' && !isFixed(by) && added !== 'text' && !/^[-+]?0/.test(plain(value)) && isSum(node)) return true;
    // Python itself stops where these don't fit.
    if (python || start === undefined) return false;
    return start === 'other' || start === 'list' || (added !== undefined && added !== start);
  });
}

const isSum = (target: Node): boolean =>
  children(target.parent ?? target).some((one) => !one.isNamed && /^[-+]=$/.test(one.text)) ||
  /^[-+]=$/.test(target.parent?.childForFieldName('operator')?.text ?? '');

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
    while (up && up.id !== owner.id && !FUNCTIONS.has(up.type) && !CLASS.test(up.type)) up = up.parent;
    if (up?.id !== owner.id) return false;
    return one.startIndex < scope.startIndex || !/\(/.test(plain(valueOf(one)));
  });
}
