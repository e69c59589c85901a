/**
 * Mistake: `print` closed too early; what belongs to its text is done to its result, which is None.
 *
 * Before:  `print("Total: %d") % n`           After:  `print("Total: %d" % n)`
 * Before:  `print("Hi {}").format(name)`      After:  `print("Hi {}".format(name))`
 *
 * When not: `print` is given several things, or the file has a `print` of its own.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

export const printResult: Fixer = {
  id: 'python/print-result',
  languages: PYTHON,
  family: 'python/calls',
  answers: { families: ['none-access'], messages: [/NoneType/] },
  propose(context) {
    const file = pythonFile(context);
    for (const call of nodesAt(file, 'CallExpression')) {
      const list = call.getChild('ArgList');
      const [only, ...more] = argumentsOf(call);
      if (!list || !only?.value || only.name || only.stars !== '' || more.length > 0 || !isPrint(file, call)) continue;
      const outer = joined(file, call) ?? formatted(call);
      if (!outer || outer.parent?.name !== 'ExpressionStatement') continue;
      const close = list.lastChild;
      if (close?.name !== ')') continue;
      const value = only.value;
      // `"a" if x else "b"` and the like bind weaker than what follows.
      const weak = /^(?:ConditionalExpression|LambdaExpression|BinaryExpression)$/.test(value.name) && outer.name === 'CallExpression';
      const edits: OffsetEdit[] = [
        ...(weak ? [insert(value.from, '('), insert(value.to, ')')] : []),
        replace(close.from, close.to, ''),
        insert(outer.to, ')'),
      ];
      return [
        {
          title: `Move the closing ')' of 'print' behind what belongs to its text`,
          explanation: `'print' shows its text and gives back None; what stands behind it was meant for the text.`,
          edits,
          variant: outer.name === 'CallExpression' ? 'formatted-result' : 'joined-result',
        },
      ];
    }
    return [];
  },
};

function isPrint(file: PythonFile, call: SyntaxNode): boolean {
  const callee = call.firstChild;
  return (
    callee?.name === 'VariableName' &&
    textOf(file, callee) === 'print' &&
    file.scopes.resolve('print', file.scopes.scopeAt(call.from)) === 'builtin'
  );
}

/** `print(…) % n`, `print(…) + s`, also of several terms. */
function joined(file: PythonFile, call: SyntaxNode): SyntaxNode | undefined {
  let outer: SyntaxNode | undefined;
  for (let at: SyntaxNode | null = call.parent; at?.name === 'BinaryExpression' && at.from === call.from; at = at.parent) {
    const op = children(at)[1];
    if (!op || !/^[%+]$/.test(textOf(file, op))) return undefined;
    outer = at;
  }
  return outer;
}

/** `print(…).format(…)` */
function formatted(call: SyntaxNode): SyntaxNode | undefined {
  const member = call.parent;
  const outer = member?.parent;
  return member &&
    memberOf(member)?.object.from === call.from &&
    member.from === call.from &&
    outer?.name === 'CallExpression' &&
    outer.firstChild?.to === member.to
    ? outer
    : undefined;
}
