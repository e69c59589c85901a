/**
 * Mistake: a number where something to loop over is wanted, or a list where a number is.
 *
 * Before:  `for i in len(items):`       After:  `for i in range(len(items)):`
 * Before:  `for i in range(items):`     After:  `for i in range(len(items)):`
 * Before:  `found += i` (a list)        After:  `found.append(i)`
 * Before:  `sum(stack[0])`              After:  `sum(stack)`
 *
 * When not: the number comes from somewhere the line does not show.
 */
import { familyOf } from '../../../detect/family';
import { insert, replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { plainType } from '../shared/plain-types';
import { similarity } from '../shared/similar';
import { isDigit } from './digits-of-number';
import { argumentsOf, hole, nodesAt, parameters, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';

export const numberForSequence: Fixer = {
  id: 'python/number-for-sequence',
  languages: PYTHON,
  family: 'python/values',
  answers: {
    families: ['not-iterable', 'argument-type'],
    where: (problem) => {
      const type = problem.signature.holes['type'] ?? '';
      return familyOf(problem) === 'not-iterable'
        ? /^(?:int|float|type|Literal\[\d+\])$/.test(type)
        : /^(?:list|tuple|dict|set|str)$/.test(type) && /interpreted as an integer/.test(problem.message);
    },
  },
  propose(context) {
    const file = pythonFile(context);
    if (hole(context, 'type') === 'type') return typeForValue(file);
    return familyOf(context.problem) === 'argument-type'
      ? rangeOf(file, hole(context, 'type') ?? '')
      : [...loops(file), ...added(file), ...firstOf(file)];
  },
};

/** `for x in list:` where the parameter `lst` is meant. */
function typeForValue(file: PythonFile): Proposal[] {
  for (const name of nodesAt(file, 'VariableName')) {
    const text = textOf(file, name);
    const scope = file.scopes.scopeAt(name.from);
    if (
      !/^(?:list|dict|set|str|tuple|int|input)$/.test(text) ||
      file.scopes.resolve(text, scope) !== 'builtin' ||
      name.parent?.name === 'CallExpression'
    )
      continue;
    const definition =
      scope.kind === 'function' ? parameters(file, scope.node).filter((it) => it.name !== 'self' && it.name !== 'cls') : [];
    const near = definition.map((it) => ({ it, score: similarity(text, it.name) })).sort((a, b) => b.score - a.score)[0];
    const meant = near && near.score > 0.5 ? near.it : definition.length === 1 ? definition[0] : undefined;
    if (meant)
      return [
        {
          title: `Change '${text}' to '${meant.name}'`,
          explanation: `'${text}' is the type itself; the ${text} that the function is given is called '${meant.name}'.`,
          edits: [replace(name.from, name.to, meant.name)],
          variant: 'type-for-parameter',
        },
      ];
  }
  return [];
}

function loops(file: PythonFile): Proposal[] {
  for (const loop of nodesAt(file, 'ForStatement')) {
    const parts = children(loop);
    const at = parts.findIndex((part) => part.name === 'in');
    const value = parts[at + 1];
    if (!value || value.from > file.to) continue;
    const variable = parts[at - 1];
    // What is made a number of again is a digit (digits-of-number).
    if (variable && isDigit(textOf(file, variable), textOf(file, loop))) continue;
    const text = textOf(file, value);
    const type = plainType(file, value, file.scopes.scopeAt(loop.from));
    const several = parts.slice(1, at).some((part) => part.name === ',' || part.name === 'TupleExpression');
    // A checker marks the very value that it knows the type of.
    const { start, end, problem } = file.context;
    const isTold = problem.origin === 'diagnostic' && value.from === start && value.to === end && hole(file.context, 'type') !== 'float';
    if (!several && (/^len\(/.test(text) || value.name === 'Number' || type === 'int' || isTold))
      return [
        {
          title: `Loop over 'range(${text})'`,
          explanation: `A number cannot be looped over; 'range' counts up to it.`,
          edits: [insert(value.from, 'range('), insert(value.to, ')')],
          variant: 'count-in-loop',
        },
      ];
    if (!several && value.name === 'VariableName' && /^(?:n|m|k|num|count|size|length|limit|max_\w+|n_\w+|num_\w+)$/.test(text))
      return [
        {
          title: `Loop over 'range(${text})'`,
          explanation: `A number cannot be looped over; 'range' counts up to it.`,
          edits: [insert(value.from, 'range('), insert(value.to, ')')],
          variant: 'count-by-name',
        },
      ];
  }
  return [];
}

/** `found += x` where found is a list and x one item. */
function added(file: PythonFile): Proposal[] {
  for (const statement of nodesAt(file, 'UpdateStatement')) {
    const [target, op, value] = children(statement);
    if (target?.name !== 'VariableName' || !op || !value || textOf(file, op) !== '+=') continue;
    const type = plainType(file, target, file.scopes.scopeAt(statement.from));
    // `found += found + list(x)`: what is added holds the list already.
    if (new RegExp(`\\b${textOf(file, target)}\\b`).test(textOf(file, value))) continue;
    const call = value.name === 'CallExpression' ? argumentsOf(value) : [];
    const list = /^list\(/.test(textOf(file, value)) && call.length === 1 && call[0] ? call[0] : undefined;
    const item = list ? file.text.slice(list.from, list.to) : textOf(file, value);
    if (type === 'list')
      return [
        {
          title: `Change to '${textOf(file, target)}.append(${item})'`,
          explanation: `'+=' takes another list; one item is appended.`,
          edits: [replace(statement.from, statement.to, `${textOf(file, target)}.append(${item})`)],
          variant: 'append-item',
        },
        {
          title: `Add '[${item}]'`,
          explanation: `'+=' takes another list; brackets make one of the item.`,
          edits: [replace(value.from, value.to, `[${item}]`)],
          variant: 'add-list-of-item',
        },
      ];
  }
  for (const operation of nodesAt(file, 'CallExpression')) {
    const args = argumentsOf(operation);
    const name = operation.firstChild ? textOf(file, operation.firstChild) : '';
    const [only] = args;
    if (name === 'list' && args.length === 1 && only && operation.parent?.name === 'BinaryExpression')
      return [
        {
          title: `Change to '[${file.text.slice(only.from, only.to)}]'`,
          explanation: `A list of one item is written in brackets; 'list' wants something to loop over.`,
          edits: [replace(operation.from, operation.to, `[${file.text.slice(only.from, only.to)}]`)],
          variant: 'list-of-one-item',
        },
      ];
  }
  return [];
}

/** `sum(stack[0])`: the functions that take a whole list were given one item of it. */
function firstOf(file: PythonFile): Proposal[] {
  const edits = nodesAt(file, 'CallExpression').flatMap((call) => {
    const name = call.firstChild ? textOf(file, call.firstChild) : '';
    const args = argumentsOf(call).filter((it) => !it.name);
    const value = args[0]?.value;
    const subscript = value ? subscriptOf(value) : undefined;
    if (!/^(?:sum|max|min|sorted|set|list|tuple|any|all|enumerate|len)$/.test(name) || args.length !== 1 || !value || !subscript) return [];
    return /^-?\d+$/.test(file.text.slice(subscript.open.to, subscript.close.from).trim()) ? [{ value, subscript }] : [];
  });
  const [first] = edits;
  if (!first) return [];
  return [
    {
      title: `Take the whole '${textOf(file, first.subscript.object)}'`,
      explanation: `One item of it is a number; the whole can be looped over.`,
      edits: edits.map(({ subscript }) => replace(subscript.open.from, subscript.close.to, '')),
      variant: 'item-for-list',
    },
  ];
}

function rangeOf(file: PythonFile, type: string): Proposal[] {
  for (const call of nodesAt(file, 'CallExpression')) {
    const callee = call.firstChild ? textOf(file, call.firstChild) : '';
    const args = argumentsOf(call);
    const scope = file.scopes.scopeAt(call.from);
    if (callee === 'range') {
      const wrong =
        args.find((it) => it.value && plainType(file, it.value, scope) === type) ??
        (args.length === 1 ? args[0] : undefined) ??
        args.find((it) => it.value?.name === 'VariableName');
      if (!wrong?.value) continue;
      const text = textOf(file, wrong.value);
      if (type === 'str') {
        if (wrong.value.name === 'String' && !/^["']\s*-?\d+\s*["']$/.test(text)) continue;
        return [
          {
            title: `Convert: 'int(${text})'`,
            explanation: `'range' counts with whole numbers; this is text.`,
            edits: [insert(wrong.value.from, 'int('), insert(wrong.value.to, ')')],
            variant: 'text-in-range',
          },
        ];
      }
      return [
        {
          title: `Change to 'range(len(${text}))'`,
          explanation: `'range' counts up to a number: the length of the ${type}.`,
          edits: [insert(wrong.value.from, 'len('), insert(wrong.value.to, ')')],
          variant: 'length-in-range',
        },
      ];
    }
    const pop = /^(.+)\.pop$/.exec(callee);
    const [only] = args;
    if (pop?.[1] && args.length === 1 && only?.value && type !== 'str') {
      const inner = only.value.name === 'ArrayExpression' && children(only.value).length === 3 ? children(only.value)[1] : undefined;
      const item = inner ? textOf(file, inner) : textOf(file, only.value);
      return [
        {
          title: `Change to '${pop[1]}.remove(${item})'`,
          explanation: `'pop' takes a position; a value is taken out with 'remove'.`,
          edits: [replace(call.from, call.to, `${pop[1]}.remove(${item})`)],
          variant: 'pop-for-remove',
        },
      ];
    }
  }
  return [];
}
