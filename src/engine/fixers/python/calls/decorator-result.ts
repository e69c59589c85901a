/**
 * Mistake: a decorator of one's own does not hand out the function that it makes, so that what it decorates is None.
 *
 * Before:  `def loud(f): def wrapper(): …` (and no return)       After:  … `return wrapper`
 *
 * When not: the decorator makes no function, or more than one.
 */
import { insert } from '../../../syntax/edits';
import { children, type Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

export const decoratorResult: Fixer = {
  id: 'python/decorator-result',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [/^'NoneType' object is not callable$/] },
  propose(context) {
    const file = pythonFile(context);
    const called = new Set(nodesAt(file, 'VariableName', 'PropertyName').map((node) => textOf(file, node)));
    const makers = file.scopes.scopes.filter(
      (scope) => scope.kind === 'function' && scope.node.name === 'FunctionDefinition' && isUsed(file, scope, called),
    );
    for (const maker of makers) {
      const made = file.scopes.scopes.filter(
        (it) => it.kind === 'function' && it.parent === maker && it.node.name === 'FunctionDefinition',
      );
      const body = maker.node.getChild('Body');
      const [only] = made;
      if (!only || made.length > 1 || !body || returnsValue(maker)) continue;
      const { source } = context;
      const last = children(body).findLast((it) => /Statement$|Definition$/.test(it.name));
      const line = source.lineOf(only.node.parent?.name === 'DecoratedStatement' ? only.node.parent.from : only.node.from);
      const indent = /^[ \t]*/.exec(source.line(line))?.[0] ?? '';
      const end = (last ?? only.node).to;
      const at = file.text.slice(0, end).trimEnd().length;
      return [
        {
          title: `Add 'return ${only.name}' to '${maker.name}'`,
          explanation: `'${maker.name}' makes '${only.name}' and does not hand it out: what it gives is None, and None can't be called.`,
          edits: [insert(at, `${source.eol}${indent}return ${only.name}`)],
          variant: 'made-function-not-returned',
        },
      ];
    }
    return [];
  },
};

/** It decorates something that is called on the line, or is called there itself. */
function isUsed(file: PythonFile, scope: Scope, called: ReadonlySet<string>): boolean {
  if (called.has(scope.name)) return true;
  return file.scopes.scopes.some((other) => {
    const around = other.node.parent;
    if (!called.has(other.name) || around?.name !== 'DecoratedStatement') return false;
    return new RegExp(`@${scope.name}\\b`).test(file.text.slice(around.from, other.node.from));
  });
}

/** Of its own, not of a function within it. */
function returnsValue(scope: Scope): boolean {
  let found = false;
  scope.node.cursor().iterate((ref) => {
    if (ref.from > scope.node.from && /^(?:FunctionDefinition|LambdaExpression|ClassDefinition)$/.test(ref.name)) return false;
    if (ref.name === 'ReturnStatement') found = true;
    return undefined;
  });
  return found;
}
