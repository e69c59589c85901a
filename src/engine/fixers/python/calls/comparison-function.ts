/**
 * Mistake: a function that compares two items where Python 3 wants one that gives the key of an item.
 *
 * Before:  `sorted(words, cmp=by_length)`     After:  `sorted(words, key=functools.cmp_to_key(by_length))`
 * Before:  `words.sort(by_length)`            After:  `words.sort(key=functools.cmp_to_key(by_length))`
 * Before:  `max(words, key=by_length)`        After:  `max(words, key=functools.cmp_to_key(by_length))`
 *
 * When not: there is a key already, or nothing says that the function takes two items.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { argumentsOf, memberOf, nodesAt, parameters, pythonFile, textOf, type Argument, type PythonFile } from '../shared/python-file';

const KEYWORD = /^'cmp' is an invalid keyword argument for \w+\(\)$|^\w+\(\) got an unexpected keyword argument 'cmp'$/;
const BY_PLACE = /^sorted expected 1 argument, got [23]$|^sort\(\) takes no positional arguments$|^sort\(\) takes at most \d/;
const ONE_GIVEN = /^[\w.<>]+\(\) missing 1 required positional argument: '\w+'$/;

export const comparisonFunction: Fixer = {
  id: 'python/comparison-function',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [KEYWORD, BY_PLACE, ONE_GIVEN] },
  propose(context) {
    const file = pythonFile(context);
    for (const call of nodesAt(file, 'CallExpression')) {
      const given = comparisonIn(file, call);
      const value = given?.value;
      if (!given || !value) continue;
      const known = file.scopes.imports.find(({ module, member }) => module === 'functools' && member === 'cmp_to_key');
      const whole = file.scopes.imports.find(({ module, member }) => module === 'functools' && member === undefined);
      const name = known?.name ?? `${whole?.name ?? 'functools'}.cmp_to_key`;
      return [
        {
          title: `Sort by '${name}(…)'`,
          explanation: `In Python 3 sorting wants the key of one item; '${name}' makes one of a function that compares two.`,
          edits: [
            given.name ? replace(given.name.from, given.name.to, 'key') : insert(given.from, 'key='),
            insert(value.from, `${name}(`),
            insert(value.to, ')'),
            ...((known ?? whole) ? [] : addImport(file, { module: 'functools' })),
          ],
          variant: given.name ? 'key-of-comparison' : 'key-of-comparison-by-place',
        },
      ];
    }
    return [];
  },
};

/** The comparing function that a call of `sorted`, `sort`, `min` or `max` is given. */
export function comparisonIn(file: PythonFile, call: SyntaxNode): Argument | undefined {
  const callee = call.firstChild;
  const member = callee ? memberOf(callee) : undefined;
  const name = callee ? textOf(file, member ? member.property : callee) : '';
  if (!/^(?:sorted|min|max)$/.test(member ? '' : name) && !(name === 'sort' && member)) return undefined;
  const { message } = file.context.problem;
  const args = argumentsOf(call);
  const named = (text: string): Argument | undefined => args.find((it) => it.name && textOf(file, it.name) === text);
  const key = named('key');
  if (KEYWORD.test(message)) return key ? undefined : named('cmp');
  if (ONE_GIVEN.test(message)) return key?.value && takesTwo(file, key.value) ? key : undefined;
  const placed = args.filter((it) => !it.name && it.stars === '')[name === 'sorted' ? 1 : 0];
  return !key && /^(?:sorted|sort)$/.test(name) && placed?.value && takesTwo(file, placed.value) ? placed : undefined;
}

function takesTwo(file: PythonFile, node: SyntaxNode): boolean {
  const needed = (definition: SyntaxNode, given: number): boolean =>
    parameters(file, definition).filter((it) => it.kind === 'positional' && it.default === undefined).length - given === 2;
  if (node.name === 'LambdaExpression') return needed(node, 0);
  if (/^locale\.strcoll$/.test(textOf(file, node))) return true;
  const member = memberOf(node);
  if (member && !/^(?:self|cls)$/.test(textOf(file, member.object))) return false;
  const name = textOf(file, member ? member.property : node);
  const found = file.scopes.scopes.filter(
    (scope) => scope.kind === 'function' && scope.name === name && scope.node.name === 'FunctionDefinition',
  );
  const [only] = found;
  return only !== undefined && found.length === 1 && needed(only.node, member ? 1 : 0);
}
