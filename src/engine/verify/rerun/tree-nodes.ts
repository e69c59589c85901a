// What the readings of a re-run's trees share: node types, children, a node's text.

import type { Node } from 'web-tree-sitter';

export const FUNCTIONS: ReadonlySet<string> = new Set([
  'function_definition',
  'lambda',
  'function_declaration',
  'function_expression',
  'function',
  'arrow_function',
  'method_definition',
  'generator_function',
  'generator_function_declaration',
]);

export const ASSIGNMENTS: readonly string[] = [
  'assignment',
  'augmented_assignment',
  'assignment_expression',
  'augmented_assignment_expression',
  'variable_declarator',
  'update_expression',
];
export const LOOPS: ReadonlySet<string> = new Set(['for_statement', 'while_statement', 'for_in_statement', 'do_statement']);

/** What an assignment gives a value. */
export const targetOf = (node: Node): Node | null =>
  node.childForFieldName('left') ??
  node.childForFieldName('name') ??
  (node.type === 'update_expression' ? node.childForFieldName('argument') : null);
export const valueOf = (node: Node): Node | null => node.childForFieldName('right') ?? node.childForFieldName('value');

export function within(node: Node, types: readonly string[]): Node[] {
  return node.descendantsOfType([...types]).filter((one): one is Node => one !== null);
}

export function topOf(node: Node): Node {
  let top = node;
  while (top.parent) top = top.parent;
  return top;
}

/** What stands in brackets, is awaited, or is only given another type. */
export function unwrapped(node: Node): Node {
  let own = node;
  while (/^(?:parenthesized_expression|await|await_expression|non_null_expression|as_expression|satisfies_expression)$/.test(own.type)) {
    const inner = own.namedChild(0);
    if (!inner) break;
    own = inner;
  }
  return own;
}

/** A value that is written out: it does no work. */
export function isFixed(node: Node): boolean {
  // `-1` is written out as much as `1`.
  const isSigned = node.type === 'unary_operator' || node.type === 'unary_expression';
  if (isSigned && !/^[-+]/.test(node.text)) return false;
  if (isSigned || node.type === 'parenthesized_expression') return isFixed(node.namedChild(0) ?? node.child(0) ?? node);
  if (/^(?:string|template_string|concatenated_string)$/.test(node.type))
    return node.descendantsOfType(['interpolation', 'template_substitution']).length === 0;
  if (/^(?:list|tuple|dictionary|array|object)$/.test(node.type)) return node.namedChildCount === 0;
  return /^(?:integer|float|number|none|true|false|null|undefined|ellipsis|regex)$/.test(node.type);
}

/** These ask the runtime for names as texts. */
const TABLE = /^(?:globals\(\)|locals\(\)|vars\(\)|globalThis|window|global|self\.__dict__)$/;

/** The runtime's own table of names is asked in it: `globals().get("x")`, `globalThis.x`. */
export function isOfTable(value: Node): boolean {
  return within(value, ['attribute', 'subscript', 'member_expression', 'subscript_expression']).some((one) => {
    const object = one.childForFieldName('object') ?? one.childForFieldName('value');
    return object !== null && TABLE.test(plain(object));
  });
}

/** All children, named or not. */
export function children(node: Node): Node[] {
  return node.children.filter((child): child is Node => child !== null);
}

/** Larger texts are told apart by their length alone. */
const MAX_TEXT = 4000;

/** A node's text without white space, but for one blank between words: equal where only the layout differs. */
export function plain(node: Node | null): string {
  if (!node) return '';
  return node.text
    .slice(0, MAX_TEXT)
    .replace(/\s+/g, ' ')
    .replace(/ ?([^\w$ ]) ?/g, '$1');
}
