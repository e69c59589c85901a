// What stands around an expression in its text and may keep it from being evaluated, or its failure from being seen: and what of that a patch
// put there. Told from the two trees alone, for Python and for scripts.

import type { Node } from 'web-tree-sitter';
import { children, FUNCTIONS, plain } from './tree-nodes';

/** Plain data: the tree it is read from does not last. */
export interface Surroundings {
  /** How many of a kind stand around it. */
  readonly around: ReadonlyMap<Kind, number>;
  /** The text of every condition it is under, without white space. */
  readonly conditions: readonly string[];
  /** Every way to leave its function, loop or file before it, with the conditions of leaving. */
  readonly exits: readonly string[];
  /** What the loops around it run over. */
  readonly sources: readonly string[];
  /** Items of lists that are written out there. */
  readonly items: number;
}

export type Kind =
  | 'function'
  | 'async function'
  | 'generator'
  | 'lazy call'
  | 'short-circuit'
  | 'choice'
  | 'condition'
  | 'loop'
  | 'handler'
  | 'decorator'
  | 'question'
  | 'answered chain';

const SAID: Readonly<Record<Kind, string>> = {
  function: 'a function of its own',
  'async function': 'an async function',
  generator: 'a generator',
  'lazy call': 'a call that does its work later or never',
  'short-circuit': 'a short-circuit',
  choice: 'a conditional expression',
  condition: 'a condition',
  loop: 'a loop',
  handler: 'a handler of errors',
  decorator: 'a decorator',
  question: "a 'typeof' or 'void'",
  'answered chain': "a '?.' whose missing end the line answers for",
};
/** What `addedSurroundings` says where a patch put nothing there but that. */
export const ANSWERED_CHAIN = SAID['answered chain'];

/** More of a tree than this is not looked through for ways to leave. */
const MAX_NODES = 20_000;

const SCRIPT_LAZY =
  /(?:^|\.)(?:bind|setTimeout|setInterval|setImmediate|queueMicrotask|nextTick|requestAnimationFrame|requestIdleCallback)$/;
const PYTHON_LAZY =
  /(?:^|\.)(?:map|filter|imap|ifilter|starmap|zip|zip_longest|islice|takewhile|dropwhile|filterfalse|chain|from_iterable|partial|iter|delayed|reversed|accumulate|groupby)$/;
/** These ask for all that a lazy call has. */
const EAGER = /(?:^|\.)(?:list|tuple|set|frozenset|sorted|sum|min|max|dict|Counter|deque|join|extend|update|fsum|fromkeys|array|reduce)$/;
/** What a `with` opens and closes without a word on errors. */
const HARMLESS_WITH = /^(?:async )?with ?\(?[\w.]*(?:open|closing|[Ll]ock|File|Directory|redirect_\w+|catch_warnings|localcontext)\(/;
/** These leave a function's work as it is. */
const HARMLESS_DECORATOR =
  /^@\s*(?:staticmethod|classmethod|property|override|abstractmethod|(?:\w+\.)*(?:setter|getter|deleter|wraps|dataclass|override|abstractmethod|overload|final))\b/;
/** What takes items out of what a loop runs over. */
const CUTS =
  /\b(?:filter|filterfalse|islice|takewhile|dropwhile|slice|splice|intersection|difference|find|findLast|head|sample|if)\b|\[[^\]\n:]*:[^\]\n]*\]|(?<!&)&(?!&)/g;
const LITERALS = new Set(['list', 'tuple', 'set', 'dictionary', 'array', 'object']);
const COMPREHENSIONS = new Set(['list_comprehension', 'set_comprehension', 'dictionary_comprehension', 'generator_expression']);
const LOOPS = new Set(['for_statement', 'while_statement', 'for_in_statement', 'do_statement']);
const EXITS = new Set(['return_statement', 'raise_statement', 'throw_statement', 'break_statement', 'continue_statement']);

/** All that stands around `node`, up to the file. `within`: only as far as this ancestor, it not included. */
export function surroundingsOf(node: Node, python: boolean, within?: Node): Surroundings {
  const around = new Map<Kind, number>();
  const conditions: string[] = [];
  const exits: string[] = [];
  const sources: string[] = [];
  let items = 0;
  const add = (kind: Kind): void => void around.set(kind, (around.get(kind) ?? 0) + 1);
  const under = (kind: Kind, condition: Node | null): void => {
    add(kind);
    conditions.push(plain(condition));
  };
  const runsOver = (source: Node | null): void => {
    if (!source) return;
    // Of a list that is written out the items may be what is wrong.
    const isWrittenOut = LITERALS.has(source.type);
    sources.push(isWrittenOut ? '[]' : plain(source));
    if (isWrittenOut) items += source.namedChildCount;
  };
  const budget = { left: MAX_NODES };
  ownKind(node, python, add);
  for (let child: Node = node, up = node.parent; up && up.id !== within?.id; child = up, up = up.parent) {
    const is = (field: string): boolean => up?.childForFieldName(field)?.id === child.id;
    if (FUNCTIONS.has(up.type)) {
      if (!is('body')) continue;
      add('function');
      if (children(up).some((one) => one.type === 'async')) add('async function');
      if (yields(up, budget)) add('generator');
      const call = up.parent?.type === 'arguments' || up.parent?.type === 'argument_list' ? up.parent.parent : null;
      if (call) runsOver(call.childForFieldName('function'));
      continue;
    }
    if (COMPREHENSIONS.has(up.type)) {
      comprehension(up, child, add, runsOver, under);
      continue;
    }
    if (LOOPS.has(up.type)) {
      if (is('right') || is('initializer') || (up.type !== 'do_statement' && is('condition'))) continue;
      add('loop');
      runsOver(up.childForFieldName('right'));
      const body = up.childForFieldName('body');
      if (body) exits.push(...exitsIn(body, budget, true, node));
      continue;
    }
    switch (up.type) {
      case 'unary_expression':
        if (/^(?:typeof|void|delete)$/.test(up.childForFieldName('operator')?.text ?? '')) add('question');
        break;
      case 'boolean_operator':
        if (is('right')) under('short-circuit', up.childForFieldName('left'));
        break;
      case 'binary_expression':
        if (is('right') && /^(?:&&|\|\||\?\?)$/.test(up.childForFieldName('operator')?.text ?? ''))
          under('short-circuit', up.childForFieldName('left'));
        break;
      case 'augmented_assignment_expression':
        if (is('right') && /^(?:&&|\|\||\?\?)=$/.test(up.childForFieldName('operator')?.text ?? '')) add('short-circuit');
        break;
      case 'conditional_expression':
        // `a if b else c`: the second is the condition.
        if (up.namedChildren[1]?.id !== child.id) under('choice', up.namedChildren[1] ?? null);
        break;
      case 'ternary_expression':
        if (!is('condition')) under('choice', up.childForFieldName('condition'));
        break;
      case 'if_statement':
        if (is('condition')) break;
        if (child.type !== 'else_clause' || python) add('condition');
        conditions.push(`${is('consequence') ? '' : 'else '}${plain(up.childForFieldName('condition'))}`);
        break;
      case 'elif_clause':
        if (!is('condition')) conditions.push(plain(up.childForFieldName('condition')));
        break;
      case 'else_clause':
        if (!python) add('condition');
        break;
      case 'case_clause':
      case 'switch_case':
        add('condition');
        conditions.push(plain(up.childForFieldName('value') ?? up.namedChild(0)));
        break;
      case 'switch_default':
        add('condition');
        break;
      case 'try_statement':
        add('handler');
        break;
      case 'with_statement':
        if (is('body') && !HARMLESS_WITH.test(plain(up))) add('handler');
        break;
      case 'decorated_definition':
        for (const one of children(up)) if (one.type === 'decorator' && !HARMLESS_DECORATOR.test(one.text)) add('decorator');
        break;
      case 'call':
      case 'call_expression':
        if (isLazy(up, python)) add('lazy call');
        if (/(?:^|\.)catch$/.test(plain(up.childForFieldName('function')))) add('handler');
        break;
      case 'block':
      case 'module':
      case 'program':
      case 'statement_block':
        for (const one of children(up)) {
          if (one.startIndex >= child.startIndex) break;
          exits.push(...exitsIn(one, budget, false, node));
        }
        break;
    }
    if (optionalChains(up, child)) add('short-circuit');
  }
  return { around, conditions, exits, sources, items };
}

/** An expression that is itself one of those that may leave its parts out. */
function ownKind(node: Node, python: boolean, add: (kind: Kind) => void): void {
  let own: Node | null = node;
  while (own?.type === 'parenthesized_expression') own = own.namedChild(0);
  if (!own) return;
  if (own.type === 'lambda' || own.type === 'arrow_function' || own.type === 'function_expression') add('function');
  else if (own.type === 'unary_expression' && /^(?:typeof|void|delete)\b/.test(own.text)) add('question');
  else if (own.type === 'generator_expression') add('generator');
  else if (own.type === 'conditional_expression' || own.type === 'ternary_expression') add('choice');
  else if (own.type === 'boolean_operator') add('short-circuit');
  else if (own.type === 'binary_expression' && /^(?:&&|\|\||\?\?)$/.test(own.childForFieldName('operator')?.text ?? ''))
    add('short-circuit');
  else if ((own.type === 'call' || own.type === 'call_expression') && isLazy(own, python)) add('lazy call');
  // `a?.b.c`: what is on the way to the end of the chain.
  for (let at: Node | null = own; at; at = inner(at.childForFieldName('object') ?? at.childForFieldName('function'))) {
    if (children(at).some((one) => one.type === 'optional_chain' || one.type === '?.'))
      add(isAnsweredFor(own) ? 'answered chain' : 'short-circuit');
    // `(() => f)(x)`: what is called is a function that was written for it.
    if (at.id !== own.id && FUNCTIONS.has(at.type)) add('function');
  }
}

/** `a.b?.c ?? 'none'`, `if (a.b?.c)`: the line says what counts where the end of the chain is missing. */
function isAnsweredFor(link: Node): boolean {
  let end = link;
  for (let up = end.parent; up; up = up.parent) {
    const isLink = up.childForFieldName('object')?.id === end.id || up.childForFieldName('function')?.id === end.id;
    if (!isLink && up.type !== 'parenthesized_expression' && up.type !== 'non_null_expression') {
      if (up.type === 'binary_expression')
        return up.childForFieldName('left')?.id === end.id && /^(?:\?\?|\|\|)$/.test(up.childForFieldName('operator')?.text ?? '');
      return /^(?:if_statement|ternary_expression)$/.test(up.type) && up.childForFieldName('condition')?.id === end.id;
    }
    end = up;
  }
  return false;
}

const inner = (node: Node | null): Node | null => (node?.type === 'parenthesized_expression' ? inner(node.namedChild(0)) : node);

/** Whether `child` is evaluated only where what is before a `?.` of `up` is there: its arguments, its index. */
function optionalChains(up: Node, child: Node): boolean {
  const object = up.childForFieldName('object') ?? up.childForFieldName('function');
  return (
    object !== null &&
    object.id !== child.id &&
    /^(?:member_expression|subscript_expression|call_expression)$/.test(up.type) &&
    /\?\./.test(plain(object) + (children(up).some((one) => one.type === 'optional_chain' || one.type === '?.') ? '?.' : ''))
  );
}

function comprehension(
  up: Node,
  child: Node,
  add: (kind: Kind) => void,
  runsOver: (source: Node | null) => void,
  under: (kind: Kind, condition: Node | null) => void,
): void {
  const parts = children(up).filter((one) => one.type === 'for_in_clause' || one.type === 'if_clause');
  // What the first `for` runs over is evaluated outside.
  if (parts[0]?.id === child.id) return;
  add(up.type === 'generator_expression' && !isConsumed(up) ? 'generator' : 'loop');
  for (const part of parts) {
    if (part.id === child.id) break;
    if (part.type === 'if_clause') under('condition', part);
    else runsOver(part.childForFieldName('right'));
  }
}

function isLazy(call: Node, python: boolean): boolean {
  const name = plain(call.childForFieldName('function'));
  return (python ? PYTHON_LAZY : SCRIPT_LAZY).test(name) && !(python && isConsumed(call));
}

/** Whether something around asks a lazy value for all that it has. */
function isConsumed(lazy: Node): boolean {
  let child = lazy;
  let up = lazy.parent;
  while (up && /^(?:parenthesized_expression|argument_list|list_splat)$/.test(up.type)) {
    if (up.type === 'list_splat') return true;
    child = up;
    up = up.parent;
  }
  if (!up) return false;
  if (up.type === 'for_statement' || up.type === 'for_in_clause') return up.childForFieldName('right')?.id === child.id;
  if (up.type === 'assignment') return /^(?:pattern_list|tuple_pattern|list_pattern)$/.test(up.childForFieldName('left')?.type ?? '');
  if (up.type !== 'call') return false;
  const name = plain(up.childForFieldName('function'));
  return EAGER.test(name) || (PYTHON_LAZY.test(name) && isConsumed(up));
}

function yields(fn: Node, budget: { left: number }): boolean {
  if (/^generator_function/.test(fn.type)) return true;
  const stack = children(fn);
  while (stack.length > 0 && budget.left-- > 0) {
    const node = stack.pop();
    if (!node || FUNCTIONS.has(node.type)) continue;
    if (node.type === 'yield' || node.type === 'yield_expression') return true;
    stack.push(...children(node));
  }
  return false;
}

/** The ways to leave that a statement has, each with its conditions. `loop`: it is the body of a loop, whose own `break` counts. */
function exitsIn(statement: Node, budget: { left: number }, loop: boolean, watched: Node): string[] {
  const found: string[] = [];
  const walk = (node: Node, path: string, inLoop: boolean): void => {
    if (budget.left-- <= 0 || FUNCTIONS.has(node.type) || node.type === 'class_definition') return;
    if (EXITS.has(node.type)) {
      if (!inLoop || !/^(?:break|continue)/.test(node.type)) found.push(`${node.type} ${path}`);
      return;
    }
    let condition = path;
    if (/^(?:if_statement|elif_clause|while_statement|for_statement|for_in_statement|case_clause|switch_case)$/.test(node.type)) {
      const asked = node.childForFieldName('condition') ?? node.childForFieldName('right') ?? node.namedChild(0);
      // Of a condition that is itself what failed the words may change.
      condition = `${path}/${asked && asked.startIndex <= watched.startIndex && asked.endIndex >= watched.endIndex ? '…' : plain(asked)}`;
    }
    for (const child of children(node)) walk(child, condition, inLoop || (LOOPS.has(node.type) && node.id !== statement.id));
  };
  if (!loop && LOOPS.has(statement.type)) for (const child of children(statement)) walk(child, '', true);
  else walk(statement, '', false);
  return found;
}

/**
 * What a patch put around an expression that was not there before, in words ("a condition"); undefined where it put nothing. `name` is the
 * name that was wrong: to change it in a condition changes nothing. `ends`: the patch may put an end to a recursion there.
 */
export function addedSurroundings(before: Surroundings, after: Surroundings, name: string | undefined, ends = false): string | undefined {
  for (const [kind, count] of after.around) {
    if (ends && (kind === 'condition' || kind === 'choice' || kind === 'short-circuit')) continue;
    if (count > (before.around.get(kind) ?? 0)) return SAID[kind];
  }
  if (!ends) {
    if (news(before.conditions, after.conditions, name).length > 0) return 'another condition';
    if (news(before.exits, after.exits, name).length > 0) return 'a way to leave before it';
  }
  const all = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + cuts(text), 0);
  if (all(after.sources) > all(before.sources) || (after.items > 0 && after.items < before.items)) return 'a loop over less than before';
  return undefined;
}

/** How often a text takes some out of many. */
export function cuts(text: string): number {
  return [...text.matchAll(CUTS)].length;
}

/** Whether the loops around run over something else, by whatever name what was wrong goes now. */
export function runsOverOther(before: Surroundings, after: Surroundings, name: string | undefined): boolean {
  return news(before.sources, after.sources, name).length > 0;
}

/** Those of `after` that `before` lacks, whatever stands for `name` there. */
function news(before: readonly string[], after: readonly string[], name: string | undefined): string[] {
  const left = [...before];
  return after.filter((text) => {
    const at = left.findIndex((one) => one === text || (name !== undefined && isRenamed(one, text, name)));
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}

/** `before` with one other name, or path of names, wherever it has `name`. */
function isRenamed(before: string, after: string, name: string): boolean {
  const parts = before.split(new RegExp(`(?<![\\w$])${name.replace(/[^\w]/g, '\\$&')}(?![\\w$])`));
  if (parts.length < 2) return false;
  const literal = parts.map((part) => part.replace(/[^\w]/g, '\\$&'));
  return new RegExp(`^${literal.join('[\\w$.]+')}$`).test(after);
}
