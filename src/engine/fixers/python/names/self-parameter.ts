/**
 * Mistake: a method without `self` (or, of a class method, without `cls`), as checkers of methods tell it.
 *
 * Before:  `class A(B):` … `def close():`     After:  `def close(self):`
 *
 * When not: it is a static method, or its first parameter may stand for the object under another name.
 */
import type { SyntaxNode } from '@lezer/common';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { functionName, withParameter } from './missing-parameter';
import { enclosing, nodesAt, parameters, pythonFile, textOf, type PythonFile } from '../shared/python-file';

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

/** Pyright's words at a call: the method that it names has no parameter for its object. */
const UNBOUND = /Could not bind method "(\w+)" because it is missing a "self" or "cls" parameter/;
/** Its words at `@property` above a method that takes nothing. */
const AS_GETTER = /^Argument of type "\(\) -> .*to parameter "fget"/s;
/** Its words where the first parameter has a type of its own. */
const NOT_ITS_CLASS = /^Type of parameter "\w+" must be a supertype of its class/;

export const selfParameter: Fixer = {
  id: 'python/self-parameter',
  languages: PYTHON,
  family: 'python/names',
  answers: { codes: CODES, messages: [/^Method must have at least one argument/, UNBOUND, AS_GETTER, NOT_ITS_CLASS] },
  propose(context) {
    const file = pythonFile(context);
    const definition = definitionTold(file, context.problem.message);
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

/** The method that the message means: by its name, below a decorator, around the place, or at it. */
function definitionTold(file: PythonFile, message: string): SyntaxNode | undefined {
  const named = UNBOUND.exec(message)?.[1];
  if (named !== undefined) {
    const all: SyntaxNode[] = [];
    file.scopes.tree.iterate({
      enter: (ref) => {
        if (ref.name === 'FunctionDefinition' && functionName(file, ref.node) === named) all.push(ref.node);
      },
    });
    const [only] = all;
    return all.length === 1 && only && parameters(file, only).length === 0 ? only : undefined;
  }
  const at = file.scopes.tree.resolveInner(file.context.start, 1);
  if (AS_GETTER.test(message)) {
    const around = enclosing(at, 'DecoratedStatement');
    return around ? (around.getChild('FunctionDefinition') ?? undefined) : undefined;
  }
  if (NOT_ITS_CLASS.test(message)) return enclosing(at, 'FunctionDefinition') ?? undefined;
  return nodesAt(file, 'FunctionDefinition').filter((it) => it.from >= file.from && it.from <= file.to)[0];
}
