// The statement that a re-run watches: found in a text from the place an error points to, for Python and for scripts.

import type { Node } from 'web-tree-sitter';
import type { LanguageId, Position, Range } from '../../problem';
import { grammarOf, withTree } from '../../syntax/tree-sitter';
import type { SourceText } from '../../syntax/source-text';
import { FUNCTIONS } from './tree-nodes';

/** Plain data: the probes read it as JSON. Ranges are LSP's. */
export interface Statement {
  /** The statement; of a compound one what stands before its body. */
  readonly head: Range;
  /** With its body. */
  readonly whole: Range;
  /** What is evaluated first, where that is not what stands first: of `for (const x of xs)` the list. */
  readonly entry: Range;
  /** One-based lines of `head`, both included. */
  readonly first: number;
  readonly last: number;
  /** As CPython names the code that runs it: the function's name, `<module>`, `<lambda>`. */
  readonly name: string;
  /** The body that it belongs to: a function or the file. */
  readonly scope: Range;
  /** `scope` is the file. */
  readonly inFile: boolean;
  /** The list of statements it stands in. */
  readonly block: Range;
  /** Nothing follows it in its function. */
  readonly atEnd: boolean;
  /** A `return`, or the expression that an arrow function returns. */
  readonly returns: boolean;
  /** A `raise` or `throw`: it never completes. */
  readonly raises: boolean;
  /** An assertion of a test: `assert`, `expect(…)`, `self.assertEqual(…)`. */
  readonly asserts: boolean;
  /** Functions within `scope` that are not run with it. */
  readonly inner: readonly Range[];
  /** Loops around it in its function, outermost first, and their heads. */
  readonly loops: readonly Range[];
  readonly heads: readonly Range[];
  /** The `catch` and `finally` parts of the `try`s around it. */
  readonly catches: readonly Range[];
}

const LISTS: ReadonlySet<string> = new Set([
  'module',
  'block',
  'program',
  'statement_block',
  'switch_case',
  'switch_default',
  'class_static_block',
  'class_body',
]);
const LOOPS: ReadonlySet<string> = new Set(['for_statement', 'while_statement', 'for_in_statement', 'do_statement']);
/** Parts of compound statements with a head of their own. */
const CLAUSES: ReadonlySet<string> = new Set([
  'elif_clause',
  'except_clause',
  'case_clause',
  'else_clause',
  'finally_clause',
  'except_group_clause',
  'catch_clause',
]);

/** The innermost statement at `range`; undefined where there is none (a blank line, a comment, a text that no grammar reads). */
export async function statementAt(source: SourceText, language: LanguageId, range: Range): Promise<Statement | undefined> {
  const grammar = grammarOf(language);
  const found = grammar && (await withTree(grammar, source.text, (tree) => find(tree.rootNode, source, range, language === 'python')));
  return found ?? undefined;
}

function find(root: Node, source: SourceText, range: Range, python: boolean): Statement | null {
  const line = source.line(range.start.line);
  const indent = line.length - line.trimStart().length;
  if (line.trim() === '') return null;
  const from = source.offsetAt({
    line: range.start.line,
    character: Math.min(Math.max(range.start.character, indent), line.trimEnd().length - 1),
  });
  const deepest = root.descendantForIndex(from, from + 1);
  if (!deepest || deepest.type === 'comment') return null;
  const statement = statementOf(deepest);
  if (!statement) return null;
  const { node, expression } = statement;
  const body = expression ? null : bodyOf(node);
  const at = (index: number): Position => source.positionAt(index);
  const rangeOf = (one: Node): Range => ({ start: at(one.startIndex), end: at(one.endIndex) });
  const head: Range =
    body && body.startIndex > node.startIndex
      ? { start: at(node.startIndex), end: at(headEnd(source.text, node.startIndex, body.startIndex)) }
      : rangeOf(node);
  const scope = ancestor(node, FUNCTIONS, node.parent);
  // Of a class body the class's name is the code's.
  const owner = python ? ancestor(node, new Set([...FUNCTIONS, 'class_definition']), node.parent) : scope;
  const list = node.parent;
  const loops: Node[] = [];
  const catches: Node[] = [];
  for (let up: Node | null = node, child: Node | null = null; up && !up.equals(scope ?? root); child = up, up = up.parent) {
    if (LOOPS.has(up.type) && up !== node) loops.unshift(up);
    if (up.type === 'try_statement' && child?.equals(up.childForFieldName('body') ?? up))
      catches.push(...up.namedChildren.filter((one): one is Node => one !== null && CLAUSES.has(one.type)));
  }
  const text = source.text.slice(node.startIndex, body ? body.startIndex : node.endIndex);
  const scopeNode = scope ?? root;
  const functionBody = scope?.childForFieldName('body') ?? root;
  return {
    head,
    entry: node.type === 'for_in_statement' ? rangeOf(node.childForFieldName('right') ?? node) : head,
    whole: rangeOf(node),
    first: head.start.line + 1,
    last: Math.max(head.start.line, head.end.character === 0 ? head.end.line - 1 : head.end.line) + 1,
    name: owner ? (owner.type === 'lambda' ? '<lambda>' : (owner.childForFieldName('name')?.text ?? '<module>')) : '<module>',
    scope: rangeOf(scopeNode),
    inFile: !scope,
    // After the head of a compound statement comes its body or what follows it: no one place tells that it completed.
    block: body || !list || expression ? head : rangeOf(list),
    atEnd: !body && !expression && list !== null && (list.equals(functionBody) || list.equals(root)),
    returns: expression || node.type === 'return_statement',
    raises: node.type === 'raise_statement' || node.type === 'throw_statement',
    asserts:
      node.type === 'assert_statement' ||
      /^(?:await\s+)?(?:self\.assert\w+|self\.fail|expect|assert(?:\.\w+)*|t\.\w+|should)\s*\(/.test(text),
    inner: functionsWithin(scopeNode, node).map(rangeOf),
    loops: loops.map(rangeOf),
    heads: loops.map((loop) => ({
      start: at(loop.startIndex),
      end: at(headEnd(source.text, loop.startIndex, bodyOf(loop)?.startIndex ?? loop.endIndex)),
    })),
    catches: catches.map(rangeOf),
  };
}

/** Up to where a statement stands in a list, is the lone body of another, or a function's whole expression. */
export function statementOf(deepest: Node): { readonly node: Node; readonly expression: boolean } | null {
  for (let node: Node = deepest; node.parent; node = node.parent) {
    const parent = node.parent;
    if (
      (parent.type === 'arrow_function' || parent.type === 'lambda') &&
      parent.childForFieldName('body')?.equals(node) &&
      node.type !== 'statement_block'
    )
      return { node, expression: true };
    // `except`, `else` and their kind: their own head, unless the place is in what they hold.
    if (CLAUSES.has(node.type)) return { node, expression: false };
    if (LISTS.has(node.type)) {
      if (node.type === 'switch_case' || node.type === 'class_body') continue;
      // A brace or the like: the statement that the list belongs to.
      continue;
    }
    if (LISTS.has(parent.type)) return { node, expression: false };
    if (/_statement$/.test(node.type) && /^(?:if|for|for_in|while|do|labeled|with)_statement$|^else_clause$/.test(parent.type))
      return { node, expression: false };
  }
  return null;
}

function bodyOf(node: Node): Node | null {
  if (
    /^(?:function_definition|class_definition|class_declaration|function_declaration|for_statement|while_statement|for_in_statement|with_statement|if_statement|elif_clause|except_clause|else_clause|case_clause|switch_statement|match_statement|try_statement|catch_clause|finally_clause|do_statement|except_group_clause)$/.test(
      node.type,
    )
  )
    return (
      node.childForFieldName('body') ??
      node.childForFieldName('consequence') ??
      node.namedChildren.find((child) => child !== null && (child.type === 'block' || child.type === 'statement_block')) ??
      null
    );
  if (node.type === 'decorated_definition') {
    const definition = node.childForFieldName('definition');
    return definition ? bodyOf(definition) : null;
  }
  return null;
}

/** The end of what is written before a body: its comments and blanks are not of the head. */
function headEnd(text: string, start: number, bodyStart: number): number {
  let end = bodyStart;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  return end;
}

function ancestor(node: Node, types: ReadonlySet<string>, from: Node | null): Node | null {
  for (let up = from ?? node.parent; up; up = up.parent) if (types.has(up.type)) return up;
  return null;
}

const MAX_INNER = 5000;

/** Outermost functions of a body that do not hold `keep`. */
function functionsWithin(body: Node, keep: Node): Node[] {
  const found: Node[] = [];
  const stack: Node[] = body.namedChildren.filter((child): child is Node => child !== null);
  while (stack.length > 0 && found.length < MAX_INNER) {
    const node = stack.pop();
    if (!node) break;
    if (FUNCTIONS.has(node.type) && !(node.startIndex <= keep.startIndex && node.endIndex >= keep.endIndex && node.type !== keep.type)) {
      found.push(node);
      continue;
    }
    stack.push(...node.namedChildren.filter((child): child is Node => child !== null));
  }
  return found;
}

/** Zero-based lines that a range touches. */
export function linesOf(range: Range): number[] {
  const last = range.end.character === 0 && range.end.line > range.start.line ? range.end.line - 1 : range.end.line;
  return Array.from({ length: last - range.start.line + 1 }, (_, index) => range.start.line + index);
}
