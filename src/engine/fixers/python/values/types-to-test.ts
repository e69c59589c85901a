/**
 * Mistake: the types of a test or of an `except` are written as a list or as text.
 *
 * Before:  `isinstance(x, [int, float])`          After:  `isinstance(x, (int, float))`
 * Before:  `isinstance(x, "int")`                 After:  `isinstance(x, int)`
 * Before:  `except [KeyError, ValueError]:`       After:  `except (KeyError, ValueError):`
 *
 * When not: it is something else than a list or a text of a known type.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { argumentsOf, enclosing, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

export const typesToTest: Fixer = {
  id: 'python/types-to-test',
  languages: PYTHON,
  family: 'python/values',
  answers: {
    messages: [
      /^(?:isinstance|issubclass)\(\) arg 2 must be a (?:type|class)/,
      /^catching classes that do not inherit from BaseException is not allowed$/,
    ],
  },
  propose(context) {
    const file = pythonFile(context);
    const places = [
      ...nodesAt(file, 'CallExpression').flatMap((call) =>
        call.firstChild && /^(?:isinstance|issubclass)$/.test(textOf(file, call.firstChild)) ? (argumentsOf(call)[1]?.value ?? []) : [],
      ),
      ...exceptTypes(file, enclosing(file.scopes.tree.resolveInner(context.start, 1), 'TryStatement')),
    ];
    for (const node of places) {
      const text = textOf(file, node);
      const isList = /^(?:Array|Set)Expression$/.test(node.name) && children(node).length > 2;
      const name = /^["'](\w+)["']$/.exec(text)?.[1];
      const isType = name !== undefined && file.scopes.resolve(name, file.scopes.scopeAt(node.from)) !== undefined;
      if (!isList && !isType) continue;
      const after = isList ? `(${text.slice(1, -1)}${children(node).some((part) => part.name === ',') ? '' : ','})` : (name ?? '');
      return [
        {
          title: `Change to '${after.replace(/\s+/g, ' ').slice(0, 40)}'`,
          explanation: isList
            ? 'Several types are given as a tuple, in round brackets.'
            : 'The type itself is given, not its name as text.',
          edits: [replace(node.from, node.to, after)],
          variant: isList ? 'tuple-of-types' : 'type-for-its-name',
        },
      ];
    }
    return [];
  },
};

/** What the `except` on the problem's lines catches. */
function exceptTypes(file: PythonFile, statement: SyntaxNode | undefined): SyntaxNode[] {
  const parts = statement ? children(statement) : [];
  return parts.flatMap((part, i) => {
    const next = parts[i + 1];
    return part.name === 'except' && part.from >= file.from && part.to <= file.to && next ? [next] : [];
  });
}
