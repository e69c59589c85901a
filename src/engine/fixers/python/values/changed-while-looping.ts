/**
 * Mistake: a dict or set is changed while a loop runs over it.
 *
 * Before:  `for key in cache:` … `del cache[key]`     After:  `for key in list(cache):` … `del cache[key]`
 *
 * When not: the loop is in another function than the one that fails.
 */
import { insert } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { enclosing, pythonFile, textOf } from '../shared/python-file';

export const changedWhileLooping: Fixer = {
  id: 'python/changed-while-looping',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [/(?:changed size|keys changed|mutated) during iteration/] },
  propose(context) {
    const file = pythonFile(context);
    const at = file.scopes.tree.resolveInner(
      Math.max(file.from, file.from + (/^\s*/.exec(file.text.slice(file.from))?.[0].length ?? 0)),
      1,
    );
    const loop = enclosing(at, 'ForStatement');
    const parts = loop ? children(loop) : [];
    const value = parts[parts.findIndex((part) => part.name === 'in') + 1];
    if (!loop || !value || /^(?:list|tuple|sorted)\(/.test(textOf(file, value))) return [];
    return [
      {
        title: `Loop over a copy: 'list(${textOf(file, value)})'`,
        explanation: 'What is looped over may not grow or shrink meanwhile; a copy of it stays as it is.',
        edits: [insert(value.from, 'list('), insert(value.to, ')')],
        variant: 'loop-over-copy',
      },
    ];
  },
};
