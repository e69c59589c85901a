/**
 * Mistake: several values are taken from something that gives one at a time: a dict's keys, a plain list, a line that was read.
 *
 * Before:  `for name, age in ages:`         After:  `for name, age in ages.items():`
 * Before:  `for i, word in words:`          After:  `for i, word in enumerate(words):`
 * Before:  `width, height = input()`       After:  `width, height = input().split()`
 *
 * When not: it is not plain what is looped over.
 */
import { insert } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { plainType } from '../shared/plain-types';
import { nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

export const unpackItems: Fixer = {
  id: 'python/unpack-items',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['unpack-count'], messages: [/cannot unpack non-iterable (?:int|float|str)/] },
  propose(context) {
    const file = pythonFile(context);
    const typed = fromInput(file);
    if (typed) return [typed];
    for (const loop of nodesAt(
      file,
      'ForStatement',
      'ArrayComprehensionExpression',
      'DictionaryComprehensionExpression',
      'SetComprehensionExpression',
      'ComprehensionExpression',
    )) {
      const parts = children(loop);
      const at = parts.findIndex((part) => part.name === 'in');
      const start = parts.findIndex((part) => part.name === 'for');
      const names = parts
        .slice(start + 1, at)
        .flatMap((part) => (part.name === 'TupleExpression' ? children(part) : [part]))
        .filter((part) => part.name === 'VariableName')
        .map((part) => textOf(file, part));
      const value = parts[at + 1];
      if (!value || names.length !== 2 || value.name === 'CallExpression') continue;
      const text = textOf(file, value);
      const type = plainType(file, value, file.scopes.scopeAt(loop.from));
      if (
        type === 'dict' ||
        /^collections\.(?:defaultdict|OrderedDict|Counter)$/.test(type ?? '') ||
        /(?:dict|map|mapping|counts?|lookup)$/i.test(text)
      ) {
        return [
          {
            title: `Loop over '${text}.items()'`,
            explanation: `A dict gives its keys; 'items' gives each key with its value.`,
            edits: [insert(value.to, '.items()')],
            variant: type ? 'dict-by-type' : 'dict-by-name',
          },
        ];
      }
      if (/^(?:i|j|k|n|idx|index|ind|pos|count|num|_i)$/.test(names[0] ?? '')) {
        return [
          {
            title: `Loop over 'enumerate(${text})'`,
            explanation: `'enumerate' gives the position beside each item.`,
            edits: [insert(value.from, 'enumerate('), insert(value.to, ')')],
            variant: 'position-and-item',
          },
        ];
      }
    }
    return [];
  },
};

/** `a, b = input()`: the line is taken apart letter by letter. */
function fromInput(file: PythonFile): Proposal | undefined {
  for (const statement of nodesAt(file, 'AssignStatement')) {
    const parts = children(statement);
    const value = parts.at(-1);
    const several = parts
      .slice(
        0,
        parts.findIndex((part) => part.name === 'AssignOp'),
      )
      .some((part) => part.name === ',' || /^(?:TupleExpression|ArrayExpression)$/.test(part.name));
    if (
      !several ||
      value?.name !== 'CallExpression' ||
      !/^(?:input|sys\.stdin\.readline)$/.test(value.firstChild ? textOf(file, value.firstChild) : '')
    )
      continue;
    return {
      title: "Split the line: '.split()'",
      explanation: 'What is read is one text; split takes it apart where the spaces are.',
      edits: [insert(value.to, '.split()')],
      variant: 'line-read',
    };
  }
  return undefined;
}
