/**
 * Mistake: `args=(x)` of a thread, process or timer: brackets alone make no tuple, so a text counts as one argument a letter and a number
 * as none. It fails in the other thread, and what waits for its work often fails here.
 *
 * Before:  `Thread(target=work, args=(name))`      After:  `Thread(target=work, args=(name,))`
 * Before:  `Thread(target=work, args=name)`        After:  `Thread(target=work, args=(name,))`
 *
 * When not: the value is a tuple or list already.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { isSyntax } from '../../../detect/family';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { originOf } from '../shared/origin';
import { plainType } from '../shared/plain-types';
import { argumentsOf, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const STARTERS = /^(?:(?:\w+\.)*(?:Thread|Process|Timer)|(?:\w+\.)*apply_async)$/;
const OF_ARGUMENTS = /takes .* but \d+ (?:was|were) given$|argument after \* must be an iterable, not|missing \d+ required positional/;

export const tupleOfOne: Fixer = {
  id: 'python/tuple-of-one',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [/^/], where: (problem) => problem.origin !== 'diagnostic' && !isSyntax(problem) },
  propose(context) {
    if (!/\bargs\s*=|\bapply_async\(/.test(context.source.text)) return [];
    const file = pythonFile(context);
    const found: Proposal[] = [];
    file.scopes.tree.iterate({
      enter: (ref) => {
        if (ref.name !== 'CallExpression' || !ref.node.firstChild || !STARTERS.test(textOf(file, ref.node.firstChild))) return;
        const value = argsOf(file, ref.node);
        const edits = value && asTuple(file, value);
        if (!value || !edits) return;
        found.push({
          title: `Make it a tuple: '(${inner(file, value)},)'`,
          explanation: 'It is the comma that makes a tuple: without it the value itself is taken for the list of arguments.',
          edits,
          variant: OF_ARGUMENTS.test(context.problem.message) ? 'arguments-given' : 'work-not-done',
          features: { brackets: Number(value.name === 'ParenthesizedExpression') },
        });
      },
    });
    const [first] = found;
    return first ? [{ ...first, edits: found.flatMap(({ edits }) => edits) }] : [];
  },
};

function argsOf(file: PythonFile, call: SyntaxNode): SyntaxNode | undefined {
  const all = argumentsOf(call);
  const named = all.find((it) => it.name && textOf(file, it.name) === 'args')?.value;
  return named ?? (/apply_async$/.test(textOf(file, call.firstChild ?? call)) ? all.filter((it) => !it.name)[1]?.value : undefined);
}

function asTuple(file: PythonFile, value: SyntaxNode) {
  const scope = file.scopes.scopeAt(value.from);
  const origin = originOf(file, value);
  const type = plainType(file, origin, scope);
  if (/^(?:tuple|list|set|dict|range)$/.test(type ?? '') || /ComprehensionExpression$|^TupleExpression$/.test(origin.name))
    return undefined;
  if (value.name === 'ParenthesizedExpression') {
    // What is unknown may be a tuple all the same; in brackets of its own it hardly is.
    return /\b(?:args|arguments|params|tuple|list)\b/.test(textOf(file, value)) && type === undefined
      ? undefined
      : [insert(value.to - 1, ',')];
  }
  return type !== undefined && /^(?:str|int|float|bool|number|bytes)$/.test(type)
    ? [insert(value.from, '('), insert(value.to, ',)')]
    : undefined;
}

const inner = (file: PythonFile, value: SyntaxNode): string =>
  value.name === 'ParenthesizedExpression' ? textOf(file, value).slice(1, -1) : textOf(file, value);
