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
import { originOf, sourceOf } from '../shared/origin';
import { plainType } from '../shared/plain-types';
import { argumentsOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';

const AS_NUMBER =
  /^'str' object cannot be interpreted as an integer$|^must be real number, not str$|^bad operand type for abs\(\): 'str'$|^type str doesn't define __round__ method$|^unsupported type for timedelta \w+ component: str$|^an integer is required \(got type str\)$|^%[a-zA-Z] format: an? (?:real number|integer) is required, not str$|^Unknown format code '[deEfFgGn%x]' for object of type 'str'$/;
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
  if (!value) return given(file);
  if (values.length > 1) return [];
  const kind = /\./.test(textOf(file, originOf(file, value))) ? 'float' : 'int';
  return only(file, [value], `${kind}(`, ')', 'it is text, and a number is needed', 'number-of-text');
}

/** Functions that take text, or make a number of it. */
const TAKES_TEXT =
  /^(?:print|input|open|int|float|str|len|bool|repr|ord|isinstance|format|append|add|write|split|join|strip|replace|get|Decimal)$/;
/** Functions that take any number, with decimals too. */
const TAKES_FRACTION =
  /^(?:sleep|wait|uniform|sqrt|sin|cos|tan|exp|log|log10|log2|fabs|isnan|isclose|hypot|degrees|radians|Timer|settimeout|timedelta|pow|fsum)$/;

/** `date(year, month, day)`, all of them parts of a text: every text that the one call is given becomes a number. */
function given(file: PythonFile): ReturnType<Fixer['propose']> {
  const isReal = !/integer/.test(file.context.problem.message) || /real/.test(file.context.problem.message);
  const calls = nodesAt(file, 'CallExpression').flatMap((call) => {
    const name = called(file, call);
    const texts = argumentsOf(call).flatMap(({ value, stars }) => (value && stars === '' && isText(file, value) ? [value] : []));
    // A whole date in one text is no number (date-from-text).
    if (/^(?:date|datetime)$/.test(name) && argumentsOf(call).length === 1) return [];
    return TAKES_TEXT.test(name) || texts.length === 0 ? [] : [{ name, texts }];
  });
  const [call, another] = calls;
  if (!call || another) return [];
  const kind = isReal || TAKES_FRACTION.test(call.name) ? 'float' : 'int';
  return [
    {
      title: `Make ${call.texts.length > 1 ? 'numbers of what is given' : 'a number of it'}: '${kind}(${brief(textOf(file, call.texts[0] ?? file.scopes.tree.topNode))})'`,
      explanation: `What is read from a text is text; '${call.name}' takes numbers.`,
      edits: call.texts.flatMap((node) => [insert(node.from, `${kind}(`), insert(node.to, ')')]),
      variant: call.texts.length > 1 ? 'numbers-of-texts' : 'number-of-given-text',
    },
  ];
}

/** Whether a value is text: plainly, or taken from a text that was split, or read line by line. */
function isText(file: PythonFile, node: SyntaxNode): boolean {
  const origin = originOf(file, node);
  if (plainType(file, origin, file.scopes.scopeAt(origin.from)) === 'str') return origin.name !== 'String' || origin.from !== node.from;
  if (/^(?:VariableName|MemberExpression|CallExpression)$/.test(node.name) === false) return false;
  const source = sourceOf(file, node, (call) =>
    /^(?:split|rsplit|splitlines|readline|readlines|input|read|read_text|getenv)$/.test(called(file, call)),
  );
  return source !== undefined && !/^(?:b|rb)["']/.test(textOf(file, source));
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
