// The operation that failed: the one expression that the error came from, found in the text; and what its text says about it.

import type { Node } from 'web-tree-sitter';
import type { LanguageId, Position, Problem, Range } from '../../problem';
import type { SourceText } from '../../syntax/source-text';
import { grammarOf, withTree } from '../../syntax/tree-sitter';
import type { Span } from './counterpart';
import { writtenValue, type WrittenValue } from './living-value';
import { statementOf } from './statement';
import { surroundingsOf, type Surroundings } from './surroundings';
import { children, FUNCTIONS, isFixed, plain } from './tree-nodes';

/** Plain data: the trees do not last. */
export interface Operation {
  /** The expression, LSP's convention. */
  readonly range: Range;
  readonly span: Span;
  /** Its first and last place as CPython has them: lines from one, columns in bytes of UTF-8, end exclusive. */
  readonly place: readonly [number, number, number, number];
  /** As CPython names the code that evaluates it, and the code around that where a comprehension has none of its own. */
  readonly code: readonly [string, string];
  /** Its statement can complete without it: it stands in a comprehension, behind an `and`, in a lambda. */
  readonly optional: boolean;
  readonly surroundings: Surroundings;
  /** A value that is written out: it does no work. */
  readonly fixed: boolean;
  /** The head of the loop that bounds it, where that is a count or asks about what the operation looks into; undefined where there is none. */
  readonly bound: string | undefined;
  readonly written: WrittenValue;
}

type Error = Pick<Problem, 'errorType' | 'message' | 'signature' | 'language'>;

/**
 * The operation at a place that an error points to, in the text as it was: `range` is what the traceback marked, a column alone (empty), or a
 * whole line where nothing was marked. Undefined where no expression is found.
 */
export async function operationAt(source: SourceText, problem: Error, range: Range): Promise<Operation | undefined> {
  return inTree(source, problem.language, (root) => {
    const [start, end] = [source.offsetAt(range.start), source.offsetAt(range.end)];
    const line = source.line(range.start.line);
    const indent = (source.lineStarts[range.start.line] ?? 0) + line.length - line.trimStart().length;
    const marked = start > indent || (end > start && end < indent + line.trim().length) || /^[\p{L}\p{N}_$]+$/u.test(line.trim());
    const found = marked ? markedNode(root, start, end, problem) : unmarkedNode(root, indent, indent + line.trim().length, problem);
    return found && read(found, source, problem.language);
  });
}

/** The operation that now stands in a place of the patched text; undefined where that is no one expression of one statement. */
export async function operationIn(source: SourceText, language: LanguageId, span: Span): Promise<Operation | undefined> {
  return inTree(source, language, (root) => {
    const node = root.descendantForIndex(span.start, span.end);
    const found = node && expressionAround(node);
    return found && read(found, source, language);
  });
}

async function inTree(
  source: SourceText,
  language: LanguageId,
  use: (root: Node) => Operation | null | undefined,
): Promise<Operation | undefined> {
  const grammar = grammarOf(language);
  return (grammar && (await withTree(grammar, source.text, (tree) => use(tree.rootNode)))) ?? undefined;
}

const NOT_CALLABLE = /not callable|is not a function|is not a constructor/;

/** From what was marked to the expression that failed. */
function markedNode(root: Node, start: number, end: number, problem: Error): Node | undefined {
  const deepest = root.descendantForIndex(start, Math.max(start + 1, end));
  let node = deepest && expressionAround(deepest);
  if (!node) return undefined;
  // A call over several lines is marked only on its first: what begins there is meant.
  for (let up = node.parent; up && up.startIndex === node.startIndex && end > node.endIndex; up = up.parent) node = up;
  if (problem.language === 'python') return node;
  // V8 points to the name within a member, to the name of what is called.
  if (problem.errorType === 'ReferenceError' || /^Cannot (?:read|set) propert/.test(problem.message)) return node;
  const call = node.parent;
  const callee = call?.childForFieldName('function') ?? call?.childForFieldName('constructor');
  return call && callee?.id === node.id && (NOT_CALLABLE.test(problem.message) || end <= node.endIndex) ? call : node;
}

/** Nothing was marked: what the error's words name in the statement, else all of it. */
function unmarkedNode(root: Node, at: number, lineEnd: number, problem: Error): Node | undefined {
  const deepest = root.descendantForIndex(at, at + 1);
  const statement = deepest && statementOf(deepest)?.node;
  if (!statement) return undefined;
  // A later line of a statement, all of it marked: what begins there.
  const onLine = statement.startIndex < at ? root.descendantForIndex(at, lineEnd) : null;
  if (onLine && onLine.startIndex === at) return expressionAround(onLine);
  const body = statement.childForFieldName('body') ?? statement.childForFieldName('consequence');
  const head = (node: Node): boolean => !body || node.endIndex <= body.startIndex;
  const all: Node[] = [];
  const stack = [statement];
  while (stack.length > 0 && all.length < 5000) {
    const node = stack.pop();
    if (!node || (body && node.id === body.id)) continue;
    all.push(node);
    stack.push(...children(node));
  }
  const named = all.filter((node) => head(node) && isNamed(node, problem));
  const [first, ...others] = named;
  const found = first && others.reduce<Node>((a, b) => shared(a, b), first);
  if (found && found.id !== statement.id) return expressionAround(found) ?? wholeOf(statement);
  return wholeOf(statement);
}

/** The one expression of a statement, or the statement; of a compound one what its head asks for. */
function wholeOf(statement: Node): Node | undefined {
  if (statement.childForFieldName('body') ?? statement.childForFieldName('consequence'))
    return statement.childForFieldName('right') ?? statement.childForFieldName('condition') ?? undefined;
  if (statement.type !== 'expression_statement') return statement;
  const only = statement.namedChild(0);
  return only && statement.namedChildCount === 1 && !/assignment/.test(only.type) ? only : statement;
}

function isNamed(node: Node, { errorType, message, signature }: Error): boolean {
  const { name, attribute, key } = signature.holes;
  switch (errorType) {
    case 'NameError':
    case 'UnboundLocalError':
    case 'ReferenceError':
      return node.type === 'identifier' && node.text === name;
    case 'AttributeError':
      return node.type === 'attribute' && node.childForFieldName('attribute')?.text === attribute;
    case 'KeyError':
      return (
        node.type === 'subscript' &&
        (key === undefined || node.childForFieldName('subscript')?.type !== 'string' || node.text.includes(key))
      );
    case 'IndexError':
      return node.type === 'subscript' || (node.type === 'call' && /\.pop\w*$/.test(plain(node.childForFieldName('function'))));
    case 'ZeroDivisionError':
      return /^(?:binary_operator|augmented_assignment)$/.test(node.type) && /[/%]/.test(node.childForFieldName('operator')?.text ?? '');
    case 'TypeError':
      if (/not callable/.test(message)) return node.type === 'call';
      if (/not subscriptable|indices must be/.test(message)) return node.type === 'subscript';
      if (/unsupported operand|can only concatenate/.test(message)) return /^(?:binary_operator|augmented_assignment)$/.test(node.type);
      return false;
    default:
      return false;
  }
}

/** The smallest node that holds two. */
function shared(a: Node, b: Node): Node {
  let node = a;
  while (node.parent && (node.startIndex > b.startIndex || node.endIndex < b.endIndex)) node = node.parent;
  return node;
}

const PARTS = new Set([
  'argument_list',
  'arguments',
  'keyword_argument',
  'string_content',
  'string_start',
  'string_end',
  'string_fragment',
  'interpolation',
  'template_substitution',
  'pair',
  'escape_sequence',
  'format_specifier',
  'slice',
  'property_identifier',
  'private_property_identifier',
  'list_splat',
  'spread_element',
  'for_in_clause',
  'if_clause',
]);

/** The expression that a node is, or is a part of; undefined where it is more than one statement. */
function expressionAround(from: Node): Node | undefined {
  let node: Node = from;
  for (;;) {
    const up = node.parent;
    if (!up) return undefined;
    const isMember =
      up.childForFieldName('attribute')?.id === node.id ||
      up.childForFieldName('property')?.id === node.id ||
      // `x[i] += 1` reads one place and writes it.
      (up.type === 'augmented_assignment' && up.childForFieldName('left')?.id === node.id);
    if (node.isNamed && !PARTS.has(node.type) && !isMember) break;
    node = up;
  }
  if (/^(?:module|program|block|statement_block|class_body|switch_body|comment|ERROR)$/.test(node.type)) return undefined;
  // The body of a compound statement is no part of what is evaluated at one time.
  if (
    node.childForFieldName('body') &&
    !/^(?:lambda|arrow_function|\w*comprehension|generator_expression|function_expression)$/.test(node.type)
  )
    return undefined;
  if (node.childForFieldName('consequence') && !/^(?:ternary_expression)$/.test(node.type)) return undefined;
  return node.type === 'expression_statement' ? wholeOf(node) : node;
}

function read(node: Node, source: SourceText, language: LanguageId): Operation {
  const python = language === 'python';
  const statement = statementOf(node)?.node;
  const around = surroundingsOf(node, python);
  const near = statement && statement.id !== node.id ? surroundingsOf(node, python, statement) : undefined;
  const head = statement && /^(?:for_statement|while_statement|if_statement)$/.test(statement.type);
  const range = source.range(node.startIndex, node.endIndex);
  return {
    range,
    place: [range.start.line + 1, bytesBefore(source, range.start), range.end.line + 1, bytesBefore(source, range.end)],
    span: { start: node.startIndex, end: node.endIndex },
    code: codeOf(node),
    optional: near !== undefined && !head && [...near.around.values()].some((count) => count > 0),
    surroundings: around,
    fixed: isFixed(node),
    bound: boundOf(node),
    written: writtenValue(node, statement ?? node, python),
  };
}

function bytesBefore(source: SourceText, { line, character }: Position): number {
  return Buffer.byteLength(source.line(line).slice(0, character));
}

const COMPREHENSIONS: Readonly<Record<string, string>> = {
  list_comprehension: '<listcomp>',
  set_comprehension: '<setcomp>',
  dictionary_comprehension: '<dictcomp>',
  generator_expression: '<genexpr>',
};

function codeOf(node: Node): readonly [string, string] {
  let own: string | undefined;
  for (let child: Node = node, up = node.parent; up; child = up, up = up.parent) {
    const comprehension = COMPREHENSIONS[up.type];
    if (comprehension !== undefined) {
      if (up.namedChildren.find((one) => one?.type === 'for_in_clause')?.id !== child.id) own ??= comprehension;
      continue;
    }
    if (!FUNCTIONS.has(up.type) && up.type !== 'class_definition') continue;
    if (up.childForFieldName('body')?.id !== child.id) continue;
    const name = up.type === 'lambda' ? '<lambda>' : (up.childForFieldName('name')?.text ?? '<lambda>');
    return [own ?? name, name];
  }
  return [own ?? '<module>', '<module>'];
}

/** `for i in range(len(xs))` around `xs[i]`, `while queue` around `queue.pop()`: the head that keeps the one within what the other has. */
function boundOf(node: Node): string | undefined {
  const looked = lookedInto(node);
  if (looked.length === 0) return undefined;
  const names = new Set(looked.flatMap(identifiers));
  for (let child: Node = node, up = node.parent; up && !FUNCTIONS.has(up.type); child = up, up = up.parent) {
    if (up.childForFieldName('body')?.id !== child.id) continue;
    const clause = up.type === 'for_statement' ? up : up.namedChildren.find((one) => one?.type === 'for_in_clause');
    if (clause?.childForFieldName('right')) {
      const counter = clause.childForFieldName('left');
      const right = plain(clause.childForFieldName('right'));
      if (/^(?:range|xrange)\(/.test(right) && counter && identifiers(counter).some((name) => names.has(name))) return right;
      continue;
    }
    if (!/^(?:while_statement|for_statement|do_statement)$/.test(up.type)) continue;
    const condition = up.childForFieldName('condition');
    if (condition && identifiers(condition).some((name) => names.has(name))) return plain(condition);
  }
  return undefined;
}

/** The parts of an expression that take an item by its place. */
function lookedInto(node: Node): Node[] {
  const found: Node[] = [];
  const stack = [node];
  while (stack.length > 0 && found.length < 50) {
    const one = stack.pop();
    if (!one || FUNCTIONS.has(one.type)) continue;
    if (one.type === 'subscript' || one.type === 'subscript_expression') found.push(one);
    else if (/^call/.test(one.type) && /\.(?:pop|popleft|shift)$/.test(plain(one.childForFieldName('function')))) found.push(one);
    else stack.push(...children(one));
  }
  return found;
}

function identifiers(node: Node): string[] {
  const own = node.type === 'identifier' ? [node.text] : [];
  return [...own, ...children(node).flatMap(identifiers)];
}
