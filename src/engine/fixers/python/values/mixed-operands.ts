/**
 * Mistake: an operator between types that do not go together, where the line shows which side to convert.
 *
 * Before:  `"Age: " + age`                After:  `"Age: " + str(age)`
 * Before:  `input("n?") + 1`              After:  `int(input("n?")) + 1`
 * Before:  `(x,) + result` (a list)       After:  `[x] + result`
 * Before:  `row[1] > best` (a row)        After:  `row[1] > best[1]`
 * Before:  `text =+ "more"`               After:  `text += "more"`
 *
 * When not: neither side is plainly the wrong one.
 */
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { namedType, plainType } from '../shared/plain-types';
import { argumentsOf, hole, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { addedToSequence, alikeCollections, itemBeforeList, itemOfWhole } from './collections';
import { isComparison, isNumber, isSequence, short, type Operation } from './operation';
import { straying } from './stray-comma';
import { repeated, textAndNumber } from './text-and-number';

export const mixedOperands: Fixer = {
  id: 'python/mixed-operands',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['operand-types'], where: (problem) => problem.signature.holes['right'] !== undefined },
  propose(context) {
    const file = pythonFile(context);
    // A tuple that a stray comma made is mended where it was made (stray-comma).
    if (/\btuple\b/.test(context.problem.message) && straying(file)) return [];
    const right = namedType(hole(context, 'right') ?? '');
    const left = namedType(hole(context, 'left') ?? (/multiply sequence/.test(context.problem.message) ? 'sequence' : ''));
    const operator = hole(context, 'operator') ?? (/multiply/.test(context.problem.message) ? '*' : '+');
    for (const node of nodesAt(file, 'BinaryExpression', 'UpdateStatement')) {
      const [a, op, b] = children(node);
      if (!a || !op || !b) continue;
      const written = textOf(file, op);
      if (written !== operator && written !== `${operator}=` && `${written}=` !== operator) continue;
      const found = settle(file, { node, a, op, b, left, right, operator: written.replace(/=$/, '') || written });
      if (found.length > 0) return found;
    }
    return [...swappedSign(file), ...joined(file)];
  },
};

function settle(file: PythonFile, it: Operation): Proposal[] {
  const scope = file.scopes.scopeAt(it.node.from);
  const aType = plainType(file, it.a, scope);
  const bType = plainType(file, it.b, scope);
  // The types of the message must not contradict what the line shows; of a chain a + b + c only one pair does not fit.
  if (aType !== undefined && it.left && it.left !== 'sequence' && !same(aType, it.left)) return [];
  if (bType !== undefined && it.right && !same(bType, it.right)) return [];
  const ofText = (one: string, other: string): boolean => one === 'str' && isNumber(other);
  if (ofText(it.left, it.right) || ofText(it.right, it.left)) return textAndNumber(file, it, scope);
  const single = (type: string): boolean => isNumber(type) || type === 'str';
  if (isComparison(it)) {
    const wholeAndItem = isSequence(it.left) ? single(it.right) : isSequence(it.right) && single(it.left);
    return wholeAndItem ? itemOfWhole(file, it) : [];
  }
  if (it.operator === '*') return it.left === 'sequence' || it.left === 'str' || isSequence(it.left) ? repeated(file, it, scope) : [];
  if (it.operator !== '+') return alikeCollections(file, it);
  // A label before a list is text to be shown with it, no item of it.
  if (it.left === 'str' && isSequence(it.right) && /[\s:]["']$/.test(textOf(file, it.a))) return [];
  const found = isSequence(it.left) ? addedToSequence(file, it, scope, aType, bType) : [];
  return found.length > 0 ? found : [...itemBeforeList(file, it), ...alikeCollections(file, it)];
}

const same = (a: string, b: string): boolean =>
  a === b || (a === 'number' && /^(?:int|float)$/.test(b)) || (a === 'bool' && b === 'int') || a.endsWith(`.${b}`);

/** `text =+ "more"`: the sign belongs before the `=`. */
function swappedSign(file: PythonFile): Proposal[] {
  if (!/unary/.test(file.context.problem.message)) return [];
  for (const statement of nodesAt(file, 'AssignStatement')) {
    const [target, op, value] = children(statement);
    const sign = value?.name === 'UnaryExpression' ? value.firstChild : undefined;
    if (!target || !op || !sign || sign.from !== op.to || !/^[-+]$/.test(textOf(file, sign)) || file.text[sign.to] !== ' ') continue;
    return [
      {
        title: `Change '=${textOf(file, sign)}' to '${textOf(file, sign)}='`,
        explanation: `'=${textOf(file, sign)}' assigns a value with a sign; '${textOf(file, sign)}=' adds to what is there.`,
        edits: [replace(op.from, sign.to, `${textOf(file, sign)}=`)],
        variant: 'sign-before-value',
      },
    ];
  }
  return [];
}

/** `', '.join(numbers)`: the items are no text. */
function joined(file: PythonFile): Proposal[] {
  if (!/^sequence item/.test(file.context.problem.message) || /bytes/.test(file.context.problem.message)) return [];
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const [only] = argumentsOf(call);
    if (!member || textOf(file, member.property) !== 'join' || !only?.value) continue;
    const text = textOf(file, only.value);
    const generator = /^(?:Array)?ComprehensionExpression$/.test(only.value.name) || call.getChild('ArgList')?.getChild('for');
    if (generator) return [];
    return [
      {
        title: `Join 'map(str, ${short(text)})'`,
        explanation: "'join' takes text only; every item is written out first.",
        edits: [replace(only.value.from, only.value.to, `map(str, ${text})`)],
        variant: 'joined-items',
      },
    ];
  }
  return [];
}
