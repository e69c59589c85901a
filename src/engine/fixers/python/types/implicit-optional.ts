/**
 * Mistake: None as the value of a parameter or a field whose type does not say so.
 *
 * Before:  `def f(title: str = None)`      After:  `def f(title: Optional[str] = None)`, or `str | None` as the file has it
 *
 * When not: the None comes from elsewhere than its own default.
 */
import type { SyntaxNode } from '@lezer/common';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { withNone } from '../shared/optional-type';
import { nodesAt, parameters, pythonFile, textOf, type PythonFile } from '../shared/python-file';

export const implicitOptional: Fixer = {
  id: 'python/implicit-optional',
  languages: PYTHON,
  family: 'python/types',
  answers: {
    codes: ['RUF013'],
    messages: [
      /^(?:Expression of type|Type) "None" (?:cannot be assigned|is not assignable) to (?:parameter of type|declared type|return type) /,
      /^Incompatible default for (?:argument|parameter) "\w+" \(default has type "None"/,
      /^Incompatible types in assignment \(expression has type "None", variable has type/,
      /^Default value of type `None` is not assignable to annotated parameter type/,
    ],
  },
  propose(context) {
    const file = pythonFile(context);
    const { start, end, problem } = context;
    const named = /(?:argument|parameter) "(\w+)"/.exec(problem.message)?.[1];
    for (const definition of nodesAt(file, 'FunctionDefinition', 'LambdaExpression'))
      for (const parameter of parameters(file, definition)) {
        const { annotation, default: value } = parameter;
        if (!annotation || !value || textOf(file, value) !== 'None') continue;
        const isHere = named === undefined ? value.to >= start && parameter.from <= end : parameter.name === named;
        if (isHere) return proposal(file, parameter.name, annotation);
      }
    for (const assign of nodesAt(file, 'AssignStatement')) {
      const [target, type, , value] = children(assign);
      const annotation = type?.name === 'TypeDef' ? type.lastChild : undefined;
      if (target && annotation && value && textOf(file, value) === 'None') return proposal(file, textOf(file, target), annotation);
    }
    return [];
  },
};

function proposal(file: PythonFile, name: string, annotation: SyntaxNode): Proposal[] {
  const edits = withNone(file, annotation);
  return edits
    ? [
        {
          title: `Let the type of '${name}' also be None`,
          explanation: `'${name}' is None where nothing else is given, and its type does not say so.`,
          edits,
          variant: 'default-is-none',
        },
      ]
    : [];
}
