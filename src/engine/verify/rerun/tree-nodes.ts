// What the readings of a re-run's trees share: node types, children, a node's text.

import type { Node } from 'web-tree-sitter';
import type { LanguageId } from '../../problem';
import type { Grammar } from '../../syntax/tree-sitter';

export const GRAMMAR: Readonly<Record<LanguageId, Grammar>> = {
  python: 'python',
  javascript: 'javascript',
  javascriptreact: 'javascript',
  typescript: 'typescript',
  typescriptreact: 'tsx',
};

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
