/**
 * Mistake: a number is made of a text that has more in it than digits: commas between thousands, a sign of money, a per cent sign.
 *
 * Before:  `int("1,250")`          After:  `int("1,250".replace(",", ""))`
 * Before:  `float("$3.50")`        After:  `float("$3.50".lstrip("$"))`
 * Before:  `float("12%")`          After:  `float("12%".rstrip("%"))`
 *
 * When not: what is left without the marks is no number of that kind.
 */
import { insert } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { grouped } from '../shared/origin';
import { argumentsOf, nodesAt, pythonFile, textOf } from '../shared/python-file';

const NO_NUMBER = /^(?:invalid literal for int\(\) with base 10|could not convert string to (float)): (['"])(.*)\2$/s;

export const numberWithMarks: Fixer = {
  id: 'python/number-with-marks',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [NO_NUMBER] },
  propose(context) {
    const file = pythonFile(context);
    const [, isFloat, , text = ''] = NO_NUMBER.exec(context.problem.message) ?? [];
    const kind = isFloat === undefined ? 'int' : 'float';
    const marks = marksOf(text.trim(), kind);
    if (marks === undefined) return [];
    const calls = nodesAt(file, 'CallExpression').filter(
      (call) => call.firstChild && textOf(file, call.firstChild) === kind && argumentsOf(call).length === 1 && !argumentsOf(call)[0]?.name,
    );
    const value = calls.length === 1 && calls[0] ? argumentsOf(calls[0])[0]?.value : undefined;
    if (!value || value.name === 'BinaryExpression') return [];
    const shown = grouped(value, textOf(file, value));
    return [
      {
        title: `Take the marks away: '${marks}'`,
        explanation: `'${text.slice(0, 40)}' is more than a number: '${kind}' takes digits only.`,
        edits: shown === textOf(file, value) ? [insert(value.to, marks)] : [insert(value.from, '('), insert(value.to, `)${marks}`)],
        variant: /replace/.test(marks) ? 'thousands' : 'sign-beside',
      },
    ];
  },
};

/** The calls that leave a number of the text; undefined where none does. */
function marksOf(text: string, kind: 'int' | 'float'): string | undefined {
  const isNumber = (it: string): boolean => (kind === 'int' ? /^[-+]?\d+$/ : /^[-+]?(?:\d+\.?\d*|\.\d+)$/).test(it);
  const front = /^[$€£¥]/.exec(text)?.[0];
  const back = /[$€£¥%]$/.exec(text)?.[0];
  const bare = text.slice(front ? 1 : 0, back ? -1 : undefined);
  const isThousands = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(bare);
  const plain = isThousands ? bare.replaceAll(',', '') : bare;
  if (plain === text || !isNumber(plain.trim())) return undefined;
  return `${front ? `.lstrip("${front}")` : ''}${back ? `.rstrip("${back}")` : ''}${isThousands ? '.replace(",", "")' : ''}`;
}
