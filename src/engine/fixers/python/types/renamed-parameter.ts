/**
 * Mistake: a method that overrides another and calls a parameter otherwise, so that callers who name it fail.
 *
 * Before:  `def run(self, text)` over `def run(self, source)`     After:  `def run(self, source)`, and its uses
 *
 * When not: the base's name is taken in the method, or somebody already passes the parameter by its new name.
 */
import { replace, type OffsetEdit } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { nodesAt, parameters, pythonFile, textOf } from '../shared/python-file';

const PATTERNS = [
  /Parameter \d+ name mismatch: base parameter is named "(?<base>\w+)", override parameter is named "(?<own>\w+)"/,
  /^Parameter '(?<base>\w+)' has been renamed to '(?<own>\w+)' in overrid(?:ing|den)/,
];

export const renamedParameter: Fixer = {
  id: 'python/renamed-parameter',
  languages: PYTHON,
  family: 'python/types',
  answers: { codes: ['reportIncompatibleMethodOverride', 'W0237', 'arguments-renamed'], messages: PATTERNS },
  propose(context) {
    const file = pythonFile(context);
    const { base, own } = PATTERNS.map((pattern) => pattern.exec(context.problem.message)?.groups).find((it) => it) ?? {};
    // A message with more complaints is about another signature.
    if (
      base === undefined ||
      own === undefined ||
      (context.problem.message.match(/Parameter \d+ |[Pp]ositional parameter count/g) ?? []).length > 1
    )
      return [];
    const definition = nodesAt(file, 'FunctionDefinition').filter((it) => it.from >= file.from && it.from <= file.to)[0];
    const parameter = definition && parameters(file, definition).find(({ name }) => name === own);
    const scope = definition && file.scopes.scopes.find((it) => it.node.from === definition.from && it.kind === 'function');
    if (!definition || !parameter || !scope) return [];
    const method = textOf(file, definition.getChild('VariableName') ?? definition);
    const isTaken = new RegExp(`(?<![\\w.])${base}\\b`).test(textOf(file, definition));
    // A caller that names it, and text that a tool reads, would be left behind.
    const isNamed = new RegExp(`\\.${method}\\s*\\([^)]*\\b${own}\\s*=`).test(file.text);
    if (isTaken || isNamed) return [];
    const bound = (scope.bindings.get(own) ?? []).map(({ from, to }) => replace(from, to, base));
    const read = file.scopes.uses
      .filter(
        (use) => use.name === own && use.from > definition.from && use.to <= definition.to && file.scopes.resolve(own, use.scope) === scope,
      )
      .map(({ from, to }) => replace(from, to, base));
    const edits = new Map<number, OffsetEdit>(
      [replace(parameter.from, parameter.to, base), ...bound, ...read].map((edit) => [edit.start, edit]),
    );
    return [
      {
        title: `Call the parameter '${base}', as the base class does`,
        explanation: `A caller that passes '${base}' by its name fails here, for this method calls it '${own}'.`,
        edits: [...edits.values()].sort((a, b) => a.start - b.start),
        variant: 'name-of-base',
      },
    ];
  },
};
