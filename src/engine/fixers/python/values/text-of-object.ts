/**
 * Mistake: `__str__` or `__repr__` gives something else than text: it prints it, or gives a number.
 *
 * Before:  `def __str__(self): print("Pet " + self.name)`       After:  `return "Pet " + self.name`
 * Before:  `def __str__(self): return self.points`              After:  `return str(self.points)`
 *
 * When not: it prints several things, or has several results.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { children, type Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { argumentsOf, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { forgottenReturn } from './missing-return';

const NO_TEXT = /^__(str|repr|format|html)__ returned non-string \(type (\w+)\)$/;

export const textOfObject: Fixer = {
  id: 'python/text-of-object',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [NO_TEXT] },
  propose(context) {
    const file = pythonFile(context);
    const [, kind = '', type = ''] = NO_TEXT.exec(context.problem.message) ?? [];
    const all = file.scopes.scopes.filter((it) => it.kind === 'function' && it.name === `__${kind}__`);
    const wrong = all.filter((it) => (type === 'NoneType' ? returnsOf(it).length === 0 : returnsOf(it).length > 0));
    const [method] = wrong;
    if (!method || wrong.length > 1) return [];
    return type === 'NoneType' ? printed(file, method) : converted(method);
  },
};

function returnsOf(scope: Scope): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  scope.node.cursor().iterate((ref) => {
    if (ref.name === 'ReturnStatement' && children(ref.node).length > 1) out.push(ref.node);
  });
  return out;
}

function printed(file: PythonFile, method: Scope): Proposal[] {
  const prints: SyntaxNode[] = [];
  method.node.cursor().iterate((ref) => {
    if (ref.name === 'ExpressionStatement' && /^print\(/.test(textOf(file, ref.node))) prints.push(ref.node);
  });
  const [only] = prints;
  const call = only?.firstChild;
  const given = call ? argumentsOf(call) : [];
  const [value] = given;
  if (!only || prints.length > 1) return prints.length === 0 ? (forgottenReturn(file, method) ?? []) : [];
  if (!value?.value || given.length > 1 || value.name || value.stars !== '') return [];
  return [
    {
      title: `Return it: 'return ${textOf(file, value.value).slice(0, 40)}'`,
      explanation: `'${method.name}' gives the text of an object; printing it is up to who asked.`,
      edits: [replace(only.from, only.to, `return ${textOf(file, value.value)}`)],
      variant: 'printed-for-returned',
    },
  ];
}

function converted(method: Scope): Proposal[] {
  const returns = returnsOf(method);
  const [only] = returns;
  const parts = only ? children(only).slice(1) : [];
  const [first, last] = [parts[0], parts.at(-1)];
  if (!only || returns.length > 1 || !first || !last) return [];
  const isTuple = parts.length > 1 || first.name === 'TupleExpression';
  return [
    {
      title: `Make it text: 'str(…)'`,
      explanation: `'${method.name}' has to give text.`,
      edits:
        isTuple && first.name !== 'TupleExpression'
          ? [insert(first.from, 'str(('), insert(last.to, '))')]
          : [insert(first.from, 'str('), insert(last.to, ')')],
      variant: 'result-as-text',
    },
  ];
}
