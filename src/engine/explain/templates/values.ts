// Explanations of values that are not what the code expects of them.

import type { Family } from '../../detect/family';
import type { Template } from './template';

/** Of a message, as the end of a sentence; empty where there is none. */
const firstLine = (message: string): string => {
  const line = message.split('\n')[0]?.trim().slice(0, 160).replace(/[.:]$/, '') ?? '';
  return line === '' ? '' : `: ${line}`;
};

export const VALUES = {
  'none-access': ({ hole, quoted, python, problem }) => {
    const nothing = hole('value') ?? (python ? 'None' : 'undefined');
    const done = hole('attribute') !== undefined ? `asked for ${quoted('attribute', '')}` : 'used as if it were a value';
    // A checker has seen no value: it says that there may be none.
    const may =
      problem.origin === 'diagnostic' && /^reportOptional|^TS\d+$|union-attr|possibly/.test(`${problem.errorType} ${problem.message}`);
    return {
      what: `A value ${may ? 'may be' : 'is'} ${nothing} here and is ${done}. ${nothing} has nothing of the kind.`,
      needed: python
        ? `Find out why it is None: a function without 'return' gives None, as do methods that change a list in place (sort, append), a search without a hit, and a dict's get(). Then either make sure that there is a value, or say what should happen when there is none: that is for you to decide.`
        : `Find out why nothing is there: a property that does not exist, an array element beyond the end, a function without 'return', a search without a hit, or data that has not arrived yet. Then make sure that there is a value, or say what should happen when there is none.`,
    };
  },
  'missing-key': ({ problem, hole }) => ({
    // A KeyError prints the key as it would be typed: 4 and '4' are two keys. An empty dict or set says so in its place.
    what: /is empty$|an empty (?:set|dict)/.test(hole('key') ?? '')
      ? `Something is taken out of a dict or set that is empty.`
      : `The mapping has no entry under the key ${/KeyError$/.test(problem.errorType) ? (problem.message.split('\n')[0] ?? '').slice(0, 80) : (hole('key') ?? 'asked for')}.`,
    needed: `Look at the key's spelling and type ('1' and 1 are different keys) and at where the mapping is filled. If the entry may be missing, decide what counts then: .get(key, default), or a check before.`,
  }),
  'index-range': () => ({
    what: `The index points past the end of the list: a list of n elements has the indices 0 to n − 1, and an empty one has none.`,
    needed: `Find out which of the two is wrong: the index, or the list that is shorter than you think. What should happen for a short list, only you know; a check of its length says it.`,
  }),
  'zero-division': () => ({
    what: `Something is divided by zero: the value under the division is 0 here. An average of an empty list is the usual case.`,
    needed: `A decision what the result is when there is nothing to divide by: an error with a clear message, 0, or no result at all. Only you know which is right.`,
  }),
  'operand-types': ({ hole, quoted, python, defines }) => ({
    what:
      hole('left') !== undefined && hole('right') !== undefined
        ? `The operator ${quoted('operator', 'here')} does not work between ${quoted('left', '')} and ${quoted('right', '')}.`
        : `The operator ${quoted('operator', 'here')} does not work between values of these types.`,
    needed: [hole('left'), hole('right')].some((type) =>
      /^(?:method|function|builtin_function_or_method|method_descriptor)$/.test(type ?? ''),
    )
      ? `The parentheses behind the function's name, where its result is meant: without them it is the function itself.`
      : python && hole('left') === hole('right') && defines(hole('left') ?? '')
        ? `Say how two of them compare or add up: a key=… where they are sorted, something comparable in front of them in a tuple, or the method for it in the class. @dataclass(order=True) makes those that compare; members of an Enum compare by their .value, or as an IntEnum.`
        : `One of the two is not what you expect. If it is text that should be a number, or a number that should be text, convert it; if it is the wrong variable, name the right one.`,
  }),
  'type-mismatch': ({ hole, quoted }) => ({
    what:
      hole('type') !== undefined && hole('expected') !== undefined
        ? `A value of the type ${quoted('type', '')} stands where ${quoted('expected', '')} is declared.`
        : `A value is not of the type that is declared here.`,
    needed: `Either the value must become what is declared, or the declaration must allow the value. Which one is wrong, only you know.`,
  }),
  'not-subscriptable': ({ quoted, problem }) =>
    /item (?:assignment|deletion)/.test(problem.message)
      ? {
          what: `An item of a value of the type ${quoted('type', 'here')} is changed or deleted, and a value of that type can't be changed.`,
          needed: `A list instead of a tuple, or a new value made from the old one: text and tuples are never changed in place.`,
        }
      : {
          what: `[ ] asks for an item, and a value of the type ${quoted('type', 'here')} has no items.`,
          needed: `Look at where the value comes from. A function without its parentheses, or a result that is None, are the usual reasons.`,
        },
  'not-iterable': ({ hole, quoted, python }) => ({
    what: `Something is gone through item by item${hole('type') !== undefined ? `, and a value of the type ${quoted('type', '')} has no items` : ' that has no items'}.`,
    needed: python
      ? `A list or another collection: range(n) for a number, [x] for a single value, the call's parentheses for a function.`
      : `A list: Object.entries(…) or its kin for a plain object, 'await' for a promise, the call's parentheses for a function.`,
  }),
  'unpack-count': ({ hole }) => ({
    what:
      hole('expected') !== undefined && hole('given') !== undefined
        ? `The left side waits for ${hole('expected') ?? ''} ${hole('expected') === '1' ? 'value' : 'values'}, and the right side has ${hole('given') ?? ''}.`
        : `The number of names on the left is not the number of values on the right.`,
    needed: `As many names as values: look at what the right side really is; *rest takes whatever is left over.`,
  }),
  unhashable: ({ quoted }) => ({
    what: `A value of the type ${quoted('type', 'here')} can change, so it can't be a key of a dict or a member of a set.`,
    needed: `A value that can't change: a tuple instead of a list, a frozenset instead of a set, or one of the object's own fields.`,
  }),
  'index-type': ({ hole, quoted }) => ({
    what: `${hole('type') !== undefined ? `A value of the type ${quoted('type', '')}` : 'The value'} can't be asked for an item with an index of this type.`,
    needed: `A whole number for lists and text; text for the keys of an object. If it is a list of records, first pick the record, then its field.`,
  }),
  'bad-value': ({ hole, quoted, problem }) =>
    /\bnot in (?:list|tuple|deque|range)|substring not found|subsection not found/.test(problem.message)
      ? {
          what: `Something is looked for, or taken out, that is not there.`,
          needed: `Look at what the list or the text holds at this point. What should happen when it is not there is for you to decide: a check with 'in' before says it.`,
        }
      : {
          what:
            hole('value') !== undefined
              ? `The text ${quoted('value', '')} is not of the form that is read here.`
              : `A value was refused, though its type is right${firstLine(problem.message)}.`,
          needed: `Look at where the value comes from. What should happen with such a value is for you to decide.`,
        },
  'implicit-any': ({ quoted }) => ({ what: `Nothing says of which type ${quoted('name', 'this')} is.`, needed: `A type behind the name.` }),
} as const satisfies Partial<Record<Family, Template>>;
