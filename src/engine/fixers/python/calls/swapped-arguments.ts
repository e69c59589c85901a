/**
 * Mistake: two arguments in each other's place, plain from their kind.
 *
 * Before:  `isinstance(int, x)`                          After:  `isinstance(x, int)`
 * Before:  `datetime.strptime("%d.%m.%y", "1.2.24")`     After:  `datetime.strptime("1.2.24", "%d.%m.%y")`
 * Before:  `heappush(n, queue)`                          After:  `heappush(queue, n)`
 *
 * When not: both arguments could be what the first one should be.
 */
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { plainType } from '../shared/plain-types';
import { argumentsOf, nodesAt, pythonFile, textOf } from '../shared/python-file';

/** A C function that wants a container first, and got what goes into it. */
const WRONG_FIRST =
  /^(heappush|heappushpop|heapreplace|insort(?:_left|_right)?|bisect(?:_left|_right)?|nlargest|nsmallest)\(\) argument 1 must be list, not |^object of type '(?:int|float|str|tuple)' has no len\(\)$/;

export const swappedArguments: Fixer = {
  id: 'python/swapped-arguments',
  languages: PYTHON,
  family: 'python/calls',
  answers: {
    messages: [WRONG_FIRST, /does not match format/, /(?:isinstance|issubclass)\(\) arg 2 must be/, /attribute name must be string/],
  },
  propose(context) {
    const file = pythonFile(context);
    for (const call of nodesAt(file, 'CallExpression')) {
      const name = /(\w+)$/.exec(call.firstChild ? textOf(file, call.firstChild) : '')?.[1];
      const [a, b, c] = argumentsOf(call);
      if (!a?.value || !b?.value || a.name || b.name) continue;
      const first = textOf(file, a.value);
      const second = textOf(file, b.value);
      const types = /^(?:str|int|float|list|dict|set|tuple|bool|bytes|[A-Z]\w*)$/;
      const swapped =
        (name === 'strptime' && !c && /%[a-zA-Z]/.test(first) && !/%[a-zA-Z]/.test(second)) ||
        ((name === 'isinstance' || name === 'issubclass') && !c && types.test(first) && !types.test(second)) ||
        (/^(?:heappush|heappushpop|heapreplace|insort(?:_left|_right)?|bisect(?:_left|_right)?)$/.test(name ?? '') &&
          !c &&
          plainType(file, b.value, file.scopes.scopeAt(call.from)) === 'list') ||
        (/^(?:getattr|hasattr|setattr)$/.test(name ?? '') && a.value.name === 'String' && b.value.name === 'VariableName');
      if (swapped)
        return [
          {
            title: `Swap the arguments of '${name ?? ''}'`,
            explanation: "The two arguments stand in each other's place.",
            edits: [replace(a.from, a.to, second), replace(b.from, b.to, first)],
            variant: /^heap|^insort|^bisect/.test(name ?? '')
              ? 'item-before-list'
              : name === 'strptime'
                ? 'format-before-text'
                : name?.endsWith('attr')
                  ? 'name-before-object'
                  : 'type-before-value',
          },
        ];
    }
    return [];
  },
};
