/**
 * Mistake: a function is given a value of a kind that it does not take, where one conversion makes the right one of it.
 *
 * Before:  `time.sleep(pause)`, pause being "0.1"              After:  `time.sleep(float(pause))`
 * Before:  `f"{price:.2f}"`, price being "3.5"                 After:  `f"{float(price):.2f}"`
 * Before:  `random.choice(prizes)`, a dict                     After:  `random.choice(list(prizes))`
 * Before:  `os.path.join(parts)`, a list                       After:  `os.path.join(*parts)`
 * Before:  `last[1:3]`, last being a deque                     After:  `list(last)[1:3]`
 *
 * When not: the kind of the value does not show, or more than one value could be meant.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, type OffsetEdit } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { brief } from '../names/attribute-read';
import { originOf } from '../shared/origin';
import { plainType } from '../shared/plain-types';
import { argumentsOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';

const AS_NUMBER =
  /^'str' object cannot be interpreted as an integer$|^must be real number, not str$|^%[a-zA-Z] format: an? (?:real number|integer) is required, not str$|^Unknown format code '[deEfFgGn%x]' for object of type 'str'$/;
const AS_LIST = /^sequence index must be integer, not 'slice'$/;
const OF_DICT = /^\d+$/;
const SPREAD =
  /^expected str, bytes or os\.PathLike object, not (?:list|tuple)$|^join\(\) argument must be str, bytes, or os\.PathLike object, not '(?:list|tuple)'$/;

export const argumentKind: Fixer = {
  id: 'python/argument-kind',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['missing-key'], messages: [AS_NUMBER, AS_LIST, SPREAD] },
  propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    if (AS_NUMBER.test(message)) return numbers(file);
    if (AS_LIST.test(message))
      return only(
        file,
        nodesAt(file, 'MemberExpression').flatMap((node) => subscriptOf(node)?.object ?? []),
        'list(',
        ')',
        'slices need a list',
        'list-of-deque',
      );
    const calls = nodesAt(file, 'CallExpression');
    if (SPREAD.test(message))
      return only(
        file,
        calls
          .filter((call) => called(file, call) === 'join' && argumentsOf(call).length === 1)
          .flatMap((call) => argumentsOf(call)[0]?.value ?? []),
        '*',
        '',
        'the parts are arguments of their own',
        'parts-spread',
      );
    if (!OF_DICT.test(message)) return [];
    const dicts = calls
      .filter((call) => /^(?:choice|sample|choices|shuffle)$/.test(called(file, call)))
      .flatMap((call) => argumentsOf(call)[0]?.value ?? []);
    return only(
      file,
      dicts.filter((node) => plainType(file, node, file.scopes.scopeAt(node.from)) === 'dict'),
      'list(',
      ')',
      'a dict has no positions; the list of its keys has',
      'keys-of-dict',
    );
  },
};

const called = (file: PythonFile, call: SyntaxNode): string =>
  /(\w+)\s*$/.exec(call.firstChild ? textOf(file, call.firstChild) : '')?.[1] ?? '';

function only(
  file: PythonFile,
  values: readonly SyntaxNode[],
  before: string,
  after: string,
  why: string,
  variant: string,
): ReturnType<Fixer['propose']> {
  const [value] = values;
  if (!value || values.length > 1 || !/^(?:VariableName|MemberExpression|CallExpression|ArrayExpression|TupleExpression)$/.test(value.name))
    return [];
  const edits: OffsetEdit[] = [insert(value.from, before), ...(after === '' ? [] : [insert(value.to, after)])];
  return [
    {
      title: `Change to '${before}${brief(textOf(file, value))}${after}'`,
      explanation: `'${brief(textOf(file, value))}' as it is does not do: ${why}.`,
      edits,
      variant,
    },
  ];
}

/** The one value on the line that is a text with a number in it. */
function numbers(file: PythonFile): ReturnType<Fixer['propose']> {
  const values = [...nodesAt(file, 'VariableName'), ...inFormats(file)].filter((node, i, all) => {
    const literal = /^[rR]?["']\s*([-+]?\d+(\.\d+)?)\s*["']$/.exec(textOf(file, originOf(file, node)));
    return literal !== null && all.findIndex((other) => other.from === node.from) === i;
  });
  const [value] = values;
  if (!value || values.length > 1) return [];
  const kind = /\./.test(textOf(file, originOf(file, value))) ? 'float' : 'int';
  return only(file, [value], `${kind}(`, ')', 'it is text, and a number is needed', 'number-of-text');
}

/** Names in the braces of an f-string, where the tree has them. */
function inFormats(file: PythonFile): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  for (const format of nodesAt(file, 'FormatString'))
    format.cursor().iterate((ref) => {
      if (ref.name === 'VariableName') out.push(ref.node);
    });
  return out;
}
