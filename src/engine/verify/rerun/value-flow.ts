// Where the value of an operation goes in its statement, and what the statement changes with it. Told from the tree alone, for Python and for
// scripts.

import type { Node } from 'web-tree-sitter';
import { ASSIGNMENTS, children, FUNCTIONS, isFixed, isOfTable, plain, targetOf, unwrapped, valueOf, within } from './tree-nodes';

/** Plain data: the tree it is read from does not last. Texts are without white space. */
export interface Flow {
  /**
   * What becomes of the value: a function gives it back, a name or place is given it, a call takes it, something is done with it or to it (`x.sort()`),
   * a condition or loop asks for it, nothing.
   */
  readonly end: 'returned' | 'stored' | 'taken' | 'done' | 'asked' | 'dropped';
  /** What the statement gives a value: `x`, `self.total`, `d[k]`. */
  readonly target: string | undefined;
  /** The operation is that target, or a part of it. */
  readonly inTarget: boolean;
  /** The new value is made of the old one: `x += 1`, `x = x + 1`. */
  readonly grows: boolean;
  /** What is called with the value at last: `print`. */
  readonly taker: string | undefined;
  /** Something is called with it, or is made of it and called. */
  readonly called: boolean;
  /** All that is called with it, from within. */
  readonly takers: string;
  /** What the statement changes: the receiver of its call, the object of its target. */
  readonly changed: Changed | undefined;
  /** Values that are written out to stand in for what may be missing. */
  readonly standIns: number;
  /** It asks a table in a way that gives something where the key is missing: `d.get(k, 0)`. */
  readonly forgiving: boolean;
  /** The runtime's own table of names is asked: `globalThis.x`. */
  readonly fromTable: boolean;
  /** The operation without its layout. */
  readonly text: string;
  /** Both sides of an operator, or the arguments of a call; whether they are written out. */
  readonly operands: readonly boolean[];
  /** Parts of the operation that have a value of their own. True: the others are lost where it stands alone. */
  readonly parts: ReadonlyMap<string, boolean>;
}

interface Changed {
  /** `self.log`; undefined where it is not a name, an attribute or an item of something. */
  readonly place: string | undefined;
  /** Its last name, `log`; of an item all of it. */
  readonly name: string;
  /** Made on the spot by a literal. */
  readonly literal: boolean;
  /** The last names of what it is made of by a call, a literal or a slice: `log` of `list(self.log)`, `[...log]`, `log.copy()`, `log[:]`. */
  readonly madeOf: readonly string[];
}

/** `operation` is in `statement`, or is it. */
export function flowOf(operation: Node, statement: Node, top: Node): Flow {
  // A whole statement stands for what it gives a value.
  const only = /^(?:lexical|variable)_declaration$/.test(operation.type) ? operation.namedChild(0) : null;
  const node = only ?? operation;
  const made = ASSIGNMENTS.includes(node.type) ? valueOf(node) : node;
  const own = {
    target: undefined,
    inTarget: false,
    grows: false,
    taker: undefined,
    called: made !== null && isCall(unwrapped(made)) && !isPure(unwrapped(made)),
    takers: '',
    changed: undefined,
    standIns: standInsOf(node, top),
    forgiving: within(node, ['call']).some((one) => /\.get$/.test(plain(one.childForFieldName('function')))),
    fromTable: isOfTable(unwrapped(node)),
    text: plain(unwrapped(node)),
    operands: operandsOf(node).map((one) => isFixed(unwrapped(one))),
    parts: partsOf(node),
  };
  const isStatement = (one: Node): boolean => one.id === statement.id;
  /** The outermost call that takes the value, or is made of it. */
  let call: { readonly node: Node; readonly takes: boolean } | undefined;
  if (isCall(node) && !isPure(node)) call = { node, takes: false };
  for (let child = node, up = node.parent; up; child = up, up = up.parent) {
    const is = (field: string): boolean => up?.childForFieldName(field)?.id === child.id;
    if (ASSIGNMENTS.includes(child.type) || ASSIGNMENTS.includes(up.type)) {
      const one = ASSIGNMENTS.includes(child.type) ? child : up;
      const target = targetOf(one);
      if (!target) break;
      const inTarget = one.id === node.id || (target.startIndex <= node.startIndex && target.endIndex >= node.endIndex);
      return { ...own, end: 'stored', target: plain(target), inTarget, grows: growsIn(one, target), changed: changedIn(target, false) };
    }
    if (isReturn(up) || (FUNCTIONS.has(up.type) && is('body'))) return { ...own, end: 'returned' };
    if (isCall(up)) {
      if (is('function') || is('constructor')) call = { node: up, takes: false };
      else {
        own.takers += `${plain(up.childForFieldName('function') ?? up.childForFieldName('constructor'))} `;
        if (!isPure(up)) call = { node: up, takes: true };
      }
      own.called = true;
    } else if (isHead(up, child)) return { ...own, end: 'asked' };
    if (isStatement(up) || isStatement(child)) break;
  }
  if (!call) return { ...own, end: statement.type === 'expression_statement' || isPlain(statement) ? 'dropped' : 'asked' };
  const callee = call.node.childForFieldName('function') ?? call.node.childForFieldName('constructor');
  const done = callee && isMember(callee) ? changedIn(callee, true) : undefined;
  return { ...own, end: call.takes ? 'taken' : 'done', ...(call.takes && callee ? { taker: plain(callee) } : {}), changed: done };
}

const isCall = (node: Node): boolean => /^(?:call|call_expression|new_expression)$/.test(node.type);
const isArguments = (node: Node): boolean => /^(?:arguments|argument_list)$/.test(node.type);
const isMember = (node: Node): boolean => /^(?:attribute|member_expression|subscript|subscript_expression)$/.test(node.type);
const isReturn = (node: Node): boolean => /^(?:return_statement|yield|yield_expression|raise_statement|throw_statement)$/.test(node.type);
/** An expression that is a statement by itself. */
const isPlain = (node: Node): boolean => !/_(?:statement|clause|declaration|definition)$/.test(node.type);

function isHead(up: Node, child: Node): boolean {
  const asks = /^(?:if|while|for|for_in|do|switch|match|assert|with)_statement$|^(?:elif|if|for_in)_clause$|^ternary_expression$/;
  return asks.test(up.type) && up.childForFieldName('body')?.id !== child.id && up.childForFieldName('consequence')?.id !== child.id;
}

const PURE_CALLS =
  /^(?:str|repr|int|float|bool|len|list|tuple|set|dict|sorted|type|id|hash|abs|min|max|sum|range|isinstance|hasattr|String|Number|Boolean|Array\.from|Object\.keys|JSON\.stringify)$/;

/** Does nothing but make a value of what it is given. */
function isPure(call: Node): boolean {
  return PURE_CALLS.test(plain(call.childForFieldName('function')));
}

function growsIn(assignment: Node, target: Node): boolean {
  if (/^(?:augmented|update)/.test(assignment.type)) return true;
  const value = valueOf(assignment);
  // `d[k] = d.get(k, 0) + 1`: what the item is one of.
  const object = /^subscript/.test(target.type) ? (target.childForFieldName('value') ?? target.childForFieldName('object')) : null;
  return (
    value !== null &&
    [target, object].some((place) => place !== null && within(value, [place.type]).some((one) => plain(one) === plain(place)))
  );
}

/** What a call of `place`, or an assignment to it, changes: the object that it is a member or an item of. */
function changedIn(place: Node, isCallee: boolean): Changed | undefined {
  if (!isMember(place)) return undefined;
  const object = unwrapped(place.childForFieldName('object') ?? place.childForFieldName('value') ?? place);
  const madeOf: string[] = [];
  let literal = false;
  let isPlace = true;
  const take = (node: Node | null): void => {
    if (node) madeOf.push(nameOf(node));
  };
  for (let at: Node | null = object; at;) {
    const node: Node = unwrapped(at);
    if (isCall(node)) {
      isPlace = false;
      const callee: Node | null = node.childForFieldName('function') ?? node.childForFieldName('constructor');
      const given = children(node.childForFieldName('arguments') ?? node).filter(({ isNamed }) => isNamed);
      if (isArguments(node.childForFieldName('arguments') ?? node)) for (const one of given) take(spread(one));
      // `log.copy()`, `log.slice(0)`: a method that is told nothing.
      if (callee && isMember(callee) && given.every(isFixed)) take(callee.childForFieldName('object'));
      at = node.type === 'new_expression' ? null : callee;
    } else if (isMember(node)) {
      if (within(node.childForFieldName('subscript') ?? node, ['slice']).some(({ parent }) => parent?.id === node.id)) {
        isPlace = false;
        take(node.childForFieldName('value'));
      }
      at = node.childForFieldName('object') ?? node.childForFieldName('value');
    } else {
      if (/^(?:list|tuple|set|dictionary|array|object|string|template_string|\w+_comprehension|integer|float|number)$/.test(node.type)) {
        isPlace = false;
        // A text's own methods change nothing: `", ".join(names)` stands for itself.
        literal = !(isCallee && /string/.test(node.type));
        for (const one of children(node)) take(spread(one));
      } else if (node.type !== 'identifier' && node.type !== 'this' && node.type !== 'super') isPlace = false;
      at = null;
    }
  }
  return { place: isPlace ? plain(object) : undefined, name: nameOf(object), literal, madeOf };
}

/** `x` of `...x`, `*x`, `**x`. */
function spread(node: Node): Node {
  return /^(?:spread_element|list_splat|dictionary_splat)$/.test(node.type) ? (node.namedChild(0) ?? node) : node;
}

/** `log` of `log`, `self.log`, `#log`; all of what has no name. */
function nameOf(node: Node): string {
  const own = unwrapped(node);
  return own.childForFieldName('attribute')?.text ?? own.childForFieldName('property')?.text ?? plain(own);
}

/** A value that is written out, or a function that gives one. */
function isStandIn(node: Node | null): boolean {
  if (!node) return false;
  const own = unwrapped(node);
  return isFixed(own) || (/^(?:lambda|arrow_function)$/.test(own.type) && isFixed(unwrapped(own.childForFieldName('body') ?? own)));
}

function standInsOf(node: Node, top: Node): number {
  const isDefault = (one: Node): boolean => {
    if (/^(?:boolean_operator|binary_expression)$/.test(one.type))
      return /^(?:or|\|\||\?\?)$/.test(one.childForFieldName('operator')?.text ?? '') && isStandIn(one.childForFieldName('right'));
    if (!isCall(one)) return false;
    const given = children(one.childForFieldName('arguments') ?? one).filter(({ isNamed }) => isNamed);
    const callee = plain(one.childForFieldName('function'));
    if (callee === 'getattr') return given.length === 3 && isStandIn(given[2] ?? null);
    // A table that is made on the spot: `dict(enumerate(xs)).get(i, 0)`.
    const object = one.childForFieldName('function')?.childForFieldName('object');
    const table = object && unwrapped(object);
    if (
      /\.get$/.test(callee) &&
      table &&
      isCall(table) &&
      isStandIn(given[1] ?? null) &&
      (table.childForFieldName('arguments')?.namedChildCount ?? 0) > 0
    )
      return true;
    // A key that is written out, and that nothing in the text is stored or read by.
    const [key] = given;
    if (!/\.get$/.test(callee) || key?.type !== 'string') return false;
    return within(top, ['string']).filter(({ text }) => text.slice(1, -1) === key.text.slice(1, -1)).length === 1;
  };
  return within(node, ['boolean_operator', 'binary_expression', 'call', 'call_expression']).filter(isDefault).length;
}

function operandsOf(operation: Node): Node[] {
  const node = unwrapped(operation);
  if (/^(?:binary_operator|binary_expression|comparison_operator)$/.test(node.type))
    return children(node).filter(({ isNamed, type }) => isNamed && type !== 'comment');
  const given = isCall(node) ? node.childForFieldName('arguments') : null;
  return given && isArguments(given) ? children(given).filter(({ isNamed, type }) => isNamed && type !== 'comment') : [];
}

/** The operands, receiver, arguments of an operation by their text. */
function partsOf(operation: Node): ReadonlyMap<string, boolean> {
  const node = unwrapped(operation);
  const found: Node[] = [];
  const collect = (one: Node | null): void => {
    if (!one) return;
    const own = unwrapped(one);
    found.push(own);
    if (/^(?:list|tuple|array)$/.test(own.type)) for (const item of children(own)) if (item.isNamed) collect(spread(item));
    if (isMember(own)) collect(own.childForFieldName('object') ?? own.childForFieldName('value'));
  };
  if (isCall(node)) {
    const callee = node.childForFieldName('function') ?? node.childForFieldName('constructor');
    if (callee && isMember(callee)) collect(callee.childForFieldName('object') ?? callee.childForFieldName('value'));
    const given = node.childForFieldName('arguments');
    if (given && isArguments(given)) for (const one of children(given)) if (one.isNamed) collect(spread(one));
  } else if (isMember(node)) collect(node.childForFieldName('object') ?? node.childForFieldName('value'));
  else if (/^(?:binary_operator|binary_expression|comparison_operator|boolean_operator)$/.test(node.type))
    for (const one of children(node)) if (one.isNamed && one.type !== 'comment') collect(one);
  const hasNames = (one: Node): boolean => isLiving(one) || within(one, ['identifier', 'this']).length > 0;
  const holds = (a: Node, b: Node): boolean => a.startIndex <= b.startIndex && a.endIndex >= b.endIndex;
  return new Map(
    found.map((one) => [plain(one), found.some((other) => !holds(one, other) && !holds(other, one) && hasNames(other))] as const),
  );
}

const isLiving = (node: Node): boolean => node.type === 'identifier' || node.type === 'this';
