/**
 * Mistake: a method without `self` (or, of a class method, without `cls`), as checkers of methods tell it.
 *
 * Before:  `class A(B):` … `def close():`     After:  `def close(self):`
 *
 * When not: it is a static method, or its first parameter may stand for the object under another name.
 */
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { functionName, withParameter } from './missing-parameter';
import { enclosing, nodesAt, parameters, pythonFile, textOf } from '../shared/python-file';

const CODES = [
  'reportSelfClsParameterName',
  'reportIncompatibleMethodOverride',
  'N804',
  'N805',
  'no-self-argument',
  'E0213',
  'no-method-argument',
  'E0211',
  'arguments-differ',
  'W0221',
];

export const selfParameter: Fixer = {
  id: 'python/self-parameter',
  languages: PYTHON,
  family: 'python/names',
  answers: { codes: CODES, messages: [/^Method must have at least one argument/] },
  propose(context) {
    const file = pythonFile(context);
    const definition = nodesAt(file, 'FunctionDefinition').filter((it) => it.from >= file.from && it.from <= file.to)[0];
    if (!definition || enclosing(definition.parent, 'ClassDefinition', 'FunctionDefinition')?.name !== 'ClassDefinition') return [];
    const decorators =
      definition.parent?.name === 'DecoratedStatement'
        ? children(definition.parent)
            .filter((it) => it.name === 'Decorator')
            .map((it) => textOf(file, it))
        : [];
    if (decorators.some((it) => /staticmethod/.test(it)) || functionName(file, definition) === '__new__') return [];
    const taken = parameters(file, definition);
    const [first] = taken;
    const name = decorators.some((it) => /classmethod/.test(it)) ? 'cls' : 'self';
    const used = file.scopes.undefinedUses().some((use) => use.name === name && use.from >= definition.from && use.to <= definition.to);
    // `def f(this)`: the object under another name. It stands before a dot, and nothing asks for `self`.
    if (
      first &&
      !used &&
      (first.kind !== 'positional' ||
        /^_*(?:self|cls|mcs|mcls|metacls|this|s|c|_)$/.test(first.name) ||
        new RegExp(`(?<![\\w.])${first.name}\\.`).test(textOf(file, definition)))
    )
      return [];
    const edit = withParameter(definition, taken, name, 0);
    return edit
      ? [
          {
            title: `Add the parameter '${name}'`,
            explanation: 'A method gets its object as its first parameter.',
            edits: [edit],
            variant: used ? 'self-used' : first ? 'first-parameter-is-not-self' : 'no-parameters',
          },
        ]
      : [];
  },
};
