/**
 * Mistake: something that can only be gone through (`map`, `filter`, `d.keys()`, a set) used as a list.
 *
 * Before:  `m = map(int, words)` … `len(m)`         After:  `m = list(map(int, words))`
 * Before:  `names = d.keys()` … `names[0]`          After:  `names = list(d.keys())`
 * Before:  `random.sample(deck, 2)` of a set        After:  `random.sample(sorted(deck), 2)`
 *
 * When not: a set is indexed: which of its items is meant can't be told.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { assignedValue } from '../shared/plain-types';
import { argumentsOf, memberOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';
import { short } from './operation';

/** What gives its items one by one, or shows those of a dict. */
const LAZY =
  'map|filter|zip|enumerate|reversed|generator|dict_keys|dict_values|dict_items|odict_keys|odict_values|odict_items|list_iterator|itertools\\.\\w+';
const NO_LENGTH = new RegExp(`^object of type '(?:${LAZY})' has no len\\(\\)$`);
const NO_INDEX = new RegExp(`^'(?:${LAZY})' object is not (?:subscriptable|reversible)`);
const NO_METHOD = new RegExp(`^'(?:${LAZY})' object has no attribute '(?:append|sort|index|count|insert|extend|remove|reverse|pop|copy)'`);
const SET_INDEX = /^'(?:set|frozenset)' object is not subscriptable$/;
const NO_SEQUENCE = /^Population must be a sequence\./;

export const lazySequence: Fixer = {
  id: 'python/lazy-sequence',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [NO_LENGTH, NO_INDEX, NO_METHOD, SET_INDEX, NO_SEQUENCE] },
  propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    if (NO_SEQUENCE.test(message)) return chosen(file, 'sorted', 'sorted-population');
    if (SET_INDEX.test(message)) return chosen(file, 'list', 'choice-of-set');
    const lazy = [...usedAsList(file), ...shuffled(file)].flatMap((node) => {
      const value = node.name === 'VariableName' ? originOf(file, node) : node;
      return value && isLazy(file, value) ? [value] : [];
    });
    return lazy.slice(0, 1).map((value) => listed(file, value));
  },
};

/** The expression whose length, item or list method is asked for. */
function usedAsList(file: PythonFile): SyntaxNode[] {
  return nodesAt(file, 'CallExpression', 'MemberExpression').flatMap((node) => {
    if (node.name === 'CallExpression') return calls(file, node, /^(?:len|reversed)$/) ? (argumentsOf(node)[0]?.value ?? []) : [];
    const object = subscriptOf(node)?.object ?? memberOf(node)?.object;
    return object && (object.name === 'VariableName' || isLazy(file, object)) ? [object] : [];
  });
}

/** What is shuffled is asked for its length and items within the library. */
const shuffled = (file: PythonFile): SyntaxNode[] =>
  nodesAt(file, 'CallExpression').flatMap((call) => (calls(file, call, /\bshuffle$/) ? (argumentsOf(call)[0]?.value ?? []) : []));

function calls(file: PythonFile, call: SyntaxNode, name: RegExp): boolean {
  return call.firstChild !== null && name.test(textOf(file, call.firstChild));
}

/** The one value that the name was given. */
function originOf(file: PythonFile, name: SyntaxNode): SyntaxNode | undefined {
  const home = file.scopes.resolve(textOf(file, name), file.scopes.scopeAt(name.from));
  const bindings = home && home !== 'builtin' ? (home.bindings.get(textOf(file, name)) ?? []) : [];
  const [only] = bindings;
  return only?.kind === 'assign' && bindings.length === 1 ? assignedValue(only) : undefined;
}

function isLazy(file: PythonFile, value: SyntaxNode): boolean {
  if (isGenerator(file, value)) return true;
  if (value.name !== 'CallExpression' || !value.firstChild) return false;
  const member = memberOf(value.firstChild);
  if (member)
    return (
      /^(?:keys|values|items|finditer|iterdir|glob|rglob)$/.test(textOf(file, member.property)) ||
      textOf(file, member.object) === 'itertools'
    );
  return /^(?:map|filter|zip|enumerate|reversed)$/.test(textOf(file, value.firstChild));
}

const isGenerator = (file: PythonFile, value: SyntaxNode): boolean => /^\([^()]*\bfor\b/.test(textOf(file, value));

const listed = (file: PythonFile, value: SyntaxNode): Proposal => ({
  title: `Make it a list: 'list(${short(textOf(file, value))})'`,
  explanation: 'It can only be gone through, item by item; a list has a length, places and methods.',
  edits: isGenerator(file, value) ? [insert(value.from, 'list')] : [insert(value.from, 'list('), insert(value.to, ')')],
  variant: isGenerator(file, value) ? 'generator-to-list' : 'view-or-iterator-to-list',
});

/** `random.choice(s)`, `random.sample(s, n)` of a set. */
function chosen(file: PythonFile, convert: string, variant: string): Proposal[] {
  for (const call of nodesAt(file, 'CallExpression')) {
    const value = calls(file, call, /^(?:(?:random|secrets|rng)\.)?(?:choice|choices|sample)$/) ? argumentsOf(call)[0]?.value : undefined;
    if (!value) continue;
    return [
      {
        title: `Make it a list: '${convert}(${short(textOf(file, value))})'`,
        explanation: 'A set has no order to choose a place from.',
        edits: [insert(value.from, `${convert}(`), insert(value.to, ')')],
        variant,
      },
    ];
  }
  return [];
}
