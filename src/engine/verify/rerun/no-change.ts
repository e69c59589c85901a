// Whether a patch changes nothing that a program does: comments, blanks, line breaks, brackets and quotes around the same code. What such a
// patch seems to mend came and went by chance.

import type { Node } from 'web-tree-sitter';
import { languageOf } from '../../language';
import { grammarOf, withTree } from '../../syntax/tree-sitter';
import type { ChangedFile } from './oracle-changes';

/** A text of more nodes is not compared: it counts as changed. */
const MAX_NODES = 200_000;
/** What stands for nothing wherever it stands. */
const NOTHING: ReadonlySet<string> = new Set(['comment', 'html_comment', 'pass_statement', 'empty_statement', ';', 'line_continuation']);
const TEXTS: ReadonlySet<string> = new Set(['string', 'template_string']);

/** Whether all files hold the same code before and after. Without a grammar nothing is known: then they do not. */
export async function changesNothing(files: readonly ChangedFile[]): Promise<boolean> {
  for (const { path, before, after } of files) {
    const language = languageOf(path);
    const grammar = language && grammarOf(language);
    if (!grammar) return false;
    const [was, is] = [
      await withTree(grammar, before, ({ rootNode }) => code(rootNode)),
      await withTree(grammar, after, ({ rootNode }) => code(rootNode)),
    ];
    if (was === undefined || is === undefined || was !== is) return false;
  }
  return true;
}

/** The code of a tree as one text, the same for the same code; undefined where it is too large, or does not parse. */
function code(root: Node): string | undefined {
  if (root.hasError) return undefined;
  const parts: string[] = [];
  // A marker that closes a node stands in the list as a string.
  const stack: (Node | string)[] = [root];
  let nodes = 0;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next === 'string') {
      parts.push(next);
      continue;
    }
    if (++nodes > MAX_NODES) return undefined;
    if (NOTHING.has(next.type) || isLooseText(next)) continue;
    if (next.type === 'parenthesized_expression' && next.namedChildCount === 1) {
      const inner = next.namedChild(0);
      if (inner) stack.push(inner);
      continue;
    }
    if (TEXTS.has(next.type)) {
      parts.push(JSON.stringify(unquoted(next.text)));
      continue;
    }
    if (next.childCount === 0) {
      parts.push(JSON.stringify(next.text));
      continue;
    }
    // Braces right behind an arrow are a block, though the grammar takes them for an object.
    const isBlock = next.type === 'object' && next.parent?.type === 'arrow_function';
    parts.push(`(${isBlock ? 'statement_block' : next.type} `);
    stack.push(')');
    for (let child = next.childCount - 1; child >= 0; child--) {
      const node = next.child(child);
      if (node) stack.push(node);
    }
  }
  return parts.join(' ');
}

/** A text that stands by itself as a statement: a docstring, a note. `'use strict'` means something. */
function isLooseText(node: Node): boolean {
  const only = node.type === 'expression_statement' && node.namedChildCount === 1 ? node.namedChild(0) : null;
  return only?.type === 'string' && !/^["']use \w+["']$/.test(only.text);
}

/** A plain text means the same in either kind of quotes. */
function unquoted(text: string): string {
  return /^'[^'"\\\n]*'$/.test(text) ? `"${text.slice(1, -1)}"` : text;
}
