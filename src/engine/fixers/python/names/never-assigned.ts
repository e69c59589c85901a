// Readings of an undefined name whose first value was meant to be there: `total == 0` for `total = 0`, a list that is appended to and
// never begun. `name == '__main__'` belongs to them by its form.

import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import type { NameUse } from '../../../syntax/python-scopes';
import { enclosing, functionAround, textOf, type PythonFile } from '../shared/python-file';
import { nodeOf, type Option } from './name-option';

/** `total == 0` as a statement of its own, where nothing else gives `total` a value; `name == '__main__'`. */
export function comparedForAssigned(file: PythonFile, use: NameUse): Option[] {
  const dunder = `__${use.name}__`;
  const at = nodeOf(file, use);
  const comparison = at.parent;
  const op = at.nextSibling;
  if (comparison?.name !== 'BinaryExpression' || op?.name !== 'CompareOp' || textOf(file, op) !== '==') return [];
  if (use.name === 'name' && /^["']__main__["']$/.test(op.nextSibling ? textOf(file, op.nextSibling) : '')) {
    return [
      {
        ground: 'fact',
        variant: 'name-of-module',
        title: `Change '${use.name}' to '${dunder}'`,
        explanation: `The module's own name is '${dunder}'.`,
        edits: [replace(use.from, use.to, dunder)],
      },
    ];
  }
  if (comparison.parent?.name !== 'ExpressionStatement' || comparison.from !== use.from) return [];
  // Every statement `name == …` of this name was meant so.
  const all = file.scopes.undefinedUses().filter((other) => {
    const its = nodeOf(file, other);
    return (
      other.name === use.name &&
      other.scope === use.scope &&
      its.parent?.name === 'BinaryExpression' &&
      its.parent.from === other.from &&
      its.parent.parent?.name === 'ExpressionStatement' &&
      its.nextSibling &&
      textOf(file, its.nextSibling) === '=='
    );
  });
  return [
    {
      ground: 'fact',
      variant: 'compared-for-assigned',
      title: `Change '==' to '='`,
      explanation: `'==' compares; as a statement of its own it gives '${use.name}' no value.`,
      edits: all.flatMap((other) => {
        const its = nodeOf(file, other).nextSibling;
        return its ? [replace(its.from, its.to, '=')] : [];
      }),
    },
  ];
}

/** `found.append(x)` … `return found`, and `found` never begins: the empty list at the start was forgotten. */
export function listNeverBegun(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option[] {
  const scope = functionAround(use.scope);
  if (!scope) return [];
  const appended = same.find((other) => /^\.append\(/.test(file.text.slice(other.to, other.to + 8)));
  const body = scope.node.getChild('Body');
  const loop = appended ? outermostLoop(nodeOf(file, appended), body) : undefined;
  // What was collected is used after the loop, or the slip is another one.
  const used = loop !== undefined && same.some((other) => other.from > loop.to);
  if (!appended || !used || same.some((other) => other.scope !== scope) || same.some((other) => other.from < loop.from)) return [];
  const { source } = file.context;
  return [
    {
      ground: 'sign',
      variant: 'list-never-begun',
      title: `Start with '${use.name} = []'`,
      explanation: `Items are appended to '${use.name}' and used later, but it never begins as a list.`,
      edits: [insert(loop.from, `${use.name} = []${source.eol}${source.indentOf(source.lineOf(loop.from))}`)],
    },
  ];
}

function outermostLoop(at: SyntaxNode, body: SyntaxNode | null): SyntaxNode | undefined {
  let best: SyntaxNode | undefined;
  for (
    let loop = enclosing(at, 'ForStatement', 'WhileStatement');
    loop && body && loop.from >= body.from;
    loop = enclosing(loop.parent, 'ForStatement', 'WhileStatement')
  )
    best = loop;
  return best;
}
