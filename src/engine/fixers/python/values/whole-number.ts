/**
 * Mistake: a float, text or a pair where a whole number is wanted: an index, a count.
 *
 * Before:  `items[len(items) / 2]`       After:  `items[len(items) // 2]`
 * Before:  `range(n / 2)`                After:  `range(n // 2)`
 * Before:  `for x in items: items[x]`    After:  `for x in range(len(items)): items[x]`
 * Before:  `grid[i, j]` (lists)          After:  `grid[i][j]`
 *
 * When not: the division is not on the line.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { enclosing, hole, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';
import { assignedValue } from '../shared/plain-types';

export const wholeNumber: Fixer = {
  id: 'python/whole-number',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['index-type'], messages: [/'float' object cannot be interpreted as an integer/] },
  propose(context) {
    const file = pythonFile(context);
    const index = hole(context, 'index') ?? hole(context, 'type');
    if (index === 'float' || /^slice indices/.test(context.problem.message)) return divided(file);
    if (index === 'str') return text(file);
    if (index === 'tuple') {
      const found = row(file);
      return found.length > 0 ? found : overItems(file, index);
    }
    return overItems(file, index);
  },
};

function divided(file: PythonFile): Proposal[] {
  const edits: OffsetEdit[] = [];
  const slash = (root: SyntaxNode): void =>
    root.cursor().iterate((ref) => {
      if (ref.name === 'ArithOp' && textOf(file, ref.node) === '/' && ref.node.parent?.name === 'BinaryExpression')
        edits.push(replace(ref.from, ref.to, '//'));
    });
  for (const node of nodesAt(file, 'MemberExpression', 'CallExpression')) {
    const subscript = subscriptOf(node);
    if (subscript) for (const child of children(node).slice(2, -1)) slash(child);
    else if (
      node.name === 'CallExpression' &&
      /^(?:range|.*\.(?:insert|pop|zeros|ones))$/.test(node.firstChild ? textOf(file, node.firstChild) : '')
    )
      for (const child of node.getChild('ArgList') ? children(node.getChild('ArgList') as SyntaxNode) : []) slash(child);
  }
  if (edits.length > 0)
    return [
      {
        title: "Divide with '//'",
        explanation: "'/' always gives a float; '//' gives the whole number that an index needs.",
        edits: unique(edits),
        variant: 'divided-in-place',
      },
    ];
  // The index was divided earlier: `mid = (a + b) / 2`.
  for (const name of nodesAt(file, 'VariableName')) {
    const scope = file.scopes.resolve(textOf(file, name), file.scopes.scopeAt(name.from));
    if (!scope || scope === 'builtin') continue;
    for (const binding of scope.bindings.get(textOf(file, name)) ?? []) {
      const value = binding.kind === 'assign' ? assignedValue(binding) : undefined;
      if (!value || enclosing(name, 'MemberExpression', 'ArgList') === undefined) continue;
      slash(value);
    }
    if (edits.length > 0)
      return [
        {
          title: `Divide with '//' where '${textOf(file, name)}' is computed`,
          explanation: "'/' always gives a float; '//' gives the whole number that an index needs.",
          edits: unique(edits),
          variant: 'divided-earlier',
        },
      ];
  }
  return [];
}

const unique = (edits: readonly OffsetEdit[]): OffsetEdit[] => [...new Map(edits.map((edit) => [edit.start, edit])).values()];

/** `items["2"]`. */
function text(file: PythonFile): Proposal[] {
  for (const node of nodesAt(file, 'MemberExpression')) {
    const subscript = subscriptOf(node);
    if (!subscript) continue;
    const inside = file.text.slice(subscript.open.to, subscript.close.from).trim();
    const number = /^["'](-?\d+)["']$/.exec(inside)?.[1];
    if (number)
      return [
        {
          title: `Change the index to ${number}`,
          explanation: 'A list is indexed with whole numbers, not with text.',
          edits: [replace(subscript.open.to, subscript.close.from, number)],
          variant: 'number-in-quotes',
        },
      ];
  }
  return overItems(file, 'str');
}

/** `grid[i, j]` of a list of lists. */
function row(file: PythonFile): Proposal[] {
  const edits: OffsetEdit[] = [];
  let shown = '';
  for (const node of nodesAt(file, 'MemberExpression')) {
    const parts = children(node).slice(2, -1);
    const [first, comma, second] = parts;
    const object = subscriptOf(node)?.object;
    if (!object || !first || comma?.name !== ',' || !second || parts.length !== 3 || isFlat(file, object)) continue;
    // A list written out in place is not read from: a comma is missing behind it (comma-between-items).
    if (object.name === 'ArrayExpression') continue;
    shown ||= `${textOf(file, first)}][${textOf(file, second)}`;
    edits.push(replace(first.to, second.from, ']['));
  }
  return edits.length === 0
    ? []
    : [
        {
          title: `Index one after the other: '[${shown}]'`,
          explanation: 'A list takes one position; a list of lists is read row first, then item.',
          edits: unique(edits),
          variant: 'row-and-column',
        },
      ];
}

/** A name whose list was written out, and holds no lists. */
function isFlat(file: PythonFile, object: SyntaxNode): boolean {
  const home = file.scopes.resolve(textOf(file, object), file.scopes.scopeAt(object.from));
  const values = home && home !== 'builtin' ? (home.bindings.get(textOf(file, object)) ?? []).map((binding) => assignedValue(binding)) : [];
  return (
    values.length > 0 &&
    values.every(
      (value) =>
        value?.name === 'ArrayExpression' &&
        children(value).length > 2 &&
        children(value).every((part) => /^(?:Number|String|[[\],])$/.test(part.name)),
    )
  );
}

/** The loop's variable is an item, not a position. */
function overItems(file: PythonFile, index: string | undefined): Proposal[] {
  if (index === undefined) return [];
  for (const node of nodesAt(file, 'MemberExpression')) {
    const subscript = subscriptOf(node);
    if (!subscript) continue;
    const inside = file.text.slice(subscript.open.to, subscript.close.from).trim();
    const object = textOf(file, subscript.object);
    for (let loop = enclosing(node, 'ForStatement'); loop; loop = enclosing(loop.parent, 'ForStatement')) {
      const parts = children(loop);
      const at = parts.findIndex((part) => part.name === 'in');
      const [target] = parts.slice(1, at);
      const value = parts[at + 1];
      if (at !== 2 || !target || !value || textOf(file, target) !== inside || textOf(file, value) !== object) continue;
      return [
        {
          title: `Loop over 'range(len(${object}))'`,
          explanation: `'${inside}' is an item of '${object}', but it is used as a position in it.`,
          edits: [insert(value.from, 'range(len('), insert(value.to, '))')],
          variant: 'position-for-item',
        },
      ];
    }
  }
  return [];
}
