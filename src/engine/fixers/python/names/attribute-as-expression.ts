// A reading of a missing attribute: what it would do is no attribute in Python, but an expression: `xs.length` → `len(xs)`, `d.has_key(k)` →
// `k in d`, `words.join(', ')` → `', '.join(words)`, `d.remove(k)` → `del d[k]`.

import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import type { Proposal } from '../../fixer';
import { CONTAINS_NAMES, LENGTH_NAMES } from '../shared/data/renamed';
import { itemsOf } from '../shared/origin';
import { plainType } from '../shared/plain-types';
import { argumentsOf, memberOf, textOf, type PythonFile } from '../shared/python-file';
import { standardAttributes } from '../shared/stdlib';
import { brief, isCalled, isSubscripted, type AttributeRead } from './attribute-read';

/** The read or call as a whole, with its parts as text. */
interface Use {
  readonly file: PythonFile;
  readonly name: string;
  /** The plain type of the object; empty where it is not known. */
  readonly type: string;
  readonly object: string;
  readonly objectNode: SyntaxNode;
  /** `object.name(…)`, or `object.name` where it is not called. */
  readonly whole: SyntaxNode;
  readonly isCall: boolean;
  readonly isStatement: boolean;
  /** Arguments of the call, as written; a named one as `name=value`. */
  readonly args: readonly string[];
  /** The first argument, where it has no name. */
  readonly first: string | undefined;
}

type Reading = (use: Use) => Proposal | undefined;

export function asExpression(file: PythonFile, at: AttributeRead, type: string): Proposal[] {
  const call = isCalled(at) ? (at.node.parent ?? undefined) : undefined;
  const args = call ? argumentsOf(call) : [];
  const whole = call ?? at.node;
  const texts = args.map((it) => file.text.slice(it.from, it.to));
  const use: Use = {
    file,
    name: at.name,
    type,
    object: at.objectText,
    objectNode: at.object,
    whole,
    isCall: call !== undefined,
    isStatement: whole.parent?.name === 'ExpressionStatement',
    args: texts,
    first: args[0]?.name ? undefined : texts[0],
  };
  for (const reading of READINGS) {
    const proposal = reading(use);
    if (proposal) return [proposal];
  }
  return [];
}

/** The whole replaced by another expression; `shown` is it as the title has it. */
function to({ whole }: Use, variant: string, text: string, why: string, shown: string = text): Proposal {
  return { title: `Change to '${shown}'`, explanation: why, edits: [replace(whole.from, whole.to, text)], variant };
}

const isSized = ({ type }: Use): boolean => /^(?:str|list|dict|set|tuple|bytes|frozenset|range|collections\.\w+)$/.test(type);

/** `xs.length`, `xs.size()` → `len(xs)` */
const size: Reading = (use) => {
  const { name, type, object, args } = use;
  if (args.length > 0) return undefined;
  const shown = `len(${brief(object)})`;
  const isKnown = standardAttributes(type) !== undefined || /^[A-Z]/.test(type);
  if (!isKnown && /^[lL]ength$/.test(name) && object !== 'self')
    return to(use, 'length-of-unknown-type', `len(${object})`, `Python asks for a size with len().`, shown);
  return LENGTH_NAMES.has(name) && (isSized(use) || /^(?:DataFrame|Series|Index|ndarray)$/.test(type))
    ? to(use, 'length', `len(${object})`, `A ${type} has no '${name}'; its size is len().`, shown)
    : undefined;
};

/** `d.has_key(k)` → `k in d`, `not d.has_key(k)` → `k not in d` */
const membership: Reading = (use) => {
  const { name, object, whole, args, first } = use;
  if (!CONTAINS_NAMES.has(name) || first === undefined || args.length !== 1 || !(isSized(use) || name === 'has_key')) return undefined;
  const around = whole.parent;
  const why = `'${name}' is not part of Python 3; membership is asked with 'in'.`;
  if (around?.name === 'UnaryExpression' && around.firstChild?.name === 'not')
    return to({ ...use, whole: around }, 'membership', `${first} not in ${object}`, why, `${brief(first)} not in ${brief(object)}`);
  const isBound =
    around?.name === 'UnaryExpression' ||
    (around?.name === 'BinaryExpression' && !/^(?:and|or)$/.test(whole.prevSibling?.name ?? whole.nextSibling?.name ?? ''));
  const text = `${first} in ${object}`;
  return to(use, 'membership', isBound ? `(${text})` : text, why, `${brief(first)} in ${brief(object)}`);
};

/** `words.join(', ')` → `', '.join(words)` */
const join: Reading = (use) => {
  const { name, type, object, args, first } = use;
  if (name !== 'join' || args.length !== 1 || !/^(?:list|tuple|set|dict|types\.GeneratorType|map|filter)$/.test(type)) return undefined;
  return first !== undefined && /^[rbuRBU]?["']/.test(first)
    ? to(
        use,
        'join-of-items',
        `${first}.join(${object})`,
        `'join' belongs to the text between the items, not to the ${type}.`,
        `${brief(first)}.join(${brief(object)})`,
      )
    : undefined;
};

/** `d.remove(k)` → `del d[k]`, `d.put(k, v)` → `d[k] = v` */
const entryOfDict: Reading = (use) => {
  const { file, name, type, object, objectNode, args, first, isStatement } = use;
  if (type !== 'dict' || first === undefined || !isStatement) return undefined;
  if (args.length === 1 && /^(?:remove|discard|delete|erase)$/.test(name) && isSubscripted(file, textOf(file, objectNode)))
    return to(use, 'entry-removed', `del ${object}[${first}]`, `An entry of a dict is removed with 'del'.`, `del ${brief(object)}[…]`);
  return args.length === 2 && /^(?:put|set|insert|add)$/.test(name)
    ? to(use, 'entry-set', `${object}[${first}] = ${args[1] ?? ''}`, `An entry of a dict is set by assignment.`, `${brief(object)}[…] = …`)
    : undefined;
};

/** `s.charAt(i)` → `s[i]`, `s.substring(a, b)` → `s[a:b]`, `s.charCodeAt(i)` → `ord(s[i])` */
const partOfText: Reading = (use) => {
  const { name, type, object, args, first, isCall } = use;
  if (type !== 'str') return undefined;
  if (first !== undefined && args.length <= 2 && /^(?:charAt|substring|substr|slice)$/.test(name)) {
    const [from = '', until = ''] = args;
    const index = name === 'charAt' ? from : name === 'substr' && until ? `${from}:${from} + ${until}` : `${from}:${until}`;
    return to(use, 'part-of-text', `${object}[${index}]`, `Parts of a str are taken with brackets.`, `${brief(object)}[${index}]`);
  }
  return isCall && args.length <= 1 && /^(?:charCodeAt|codePointAt)$/.test(name)
    ? to(use, 'code-of-character', `ord(${object}[${first ?? '0'}])`, `The number of a character is given by ord().`, 'ord(…)')
    : undefined;
};

/** `xs.isEmpty()` → `not xs` */
const emptiness: Reading = (use) => {
  const { name, type, object, whole, args } = use;
  if (!/^(?:isEmpty|is_empty|empty)$/.test(name) || args.length > 0 || !isSized(use)) return undefined;
  const isBound = /^(?:Unary|Binary)Expression$/.test(whole.parent?.name ?? '');
  return to(use, 'emptiness', isBound ? `(not ${object})` : `not ${object}`, `An empty ${type} is false.`, `not ${brief(object)}`);
};

/** `root.getchildren()` → `list(root)` */
const childrenOfElement: Reading = (use) =>
  use.name === 'getchildren' && use.isCall && use.args.length === 0
    ? to(use, 'children-of-element', `list(${use.object})`, `An element is the sequence of its children.`, `list(${brief(use.object)})`)
    : undefined;

/** `df.append(row)` → `pd.concat([df, row])` */
const concatOfFrames: Reading = (use) => {
  const { file, name, type, object, args, first } = use;
  // A dict or a record is no frame: it has to be made one first.
  if (name !== 'append' || !/^(?:DataFrame|Series)$/.test(type) || first === undefined || /^\[?\s*\{/.test(first)) return undefined;
  if (/^(?:\w*_)?(?:row|record|entry|dict)$/.test(first)) return undefined;
  const value = argumentsOf(use.whole)[0]?.value;
  if (value && /^(?:dict|list|str|int)$/.test(plainType(file, value, file.scopes.scopeAt(value.from)) ?? '') && !first.startsWith('['))
    return undefined;
  // Nobody takes the result: a list was meant.
  if (use.isStatement) return undefined;
  const pandas = file.scopes.imports.find((it) => it.module === 'pandas' && it.member === undefined);
  if (!pandas) return undefined;
  const parts = /^\[.*\]$/s.test(first) ? `[${object}, ${first.slice(1, -1).trim()}]` : `[${object}, ${first}]`;
  const more = args
    .slice(1)
    .map((arg) => `, ${arg}`)
    .join('');
  return to(
    use,
    'concat-of-frames',
    `${pandas.name}.concat(${parts}${more})`,
    `pandas 2 joins frames with concat only.`,
    `${pandas.name}.concat(…)`,
  );
};

/** `x.toString()` → `str(x)`, `a.equals(b)` → `a == b` */
const methodOfAnyObject: Reading = (use) => {
  const { name, object, args, first, isCall } = use;
  if (isCall && args.length === 0 && /^(?:toString|to_s|to_string|ToString)$/.test(name))
    return to(use, 'text-of-value', `str(${object})`, `Python writes anything out with str().`, `str(${brief(object)})`);
  return first !== undefined && args.length === 1 && /^(?:equals|Equals|isEqual)$/.test(name)
    ? to(use, 'equality', `${object} == ${first}`, `Python compares with '=='.`, `${brief(object)} == …`)
    : undefined;
};

/** `xs.shift()` → `xs.pop(0)`, `xs.unshift(x)` → `xs.insert(0, x)` */
const frontOfList: Reading = (use) => {
  const { name, type, object, args, first, isCall } = use;
  if (isCall && args.length === 0 && name === 'shift' && /^(?:list|tuple)$/.test(type))
    return to(use, 'front-of-list', `${object}.pop(0)`, `The first item of a list is taken with pop(0).`, `${brief(object)}.pop(0)`);
  return type === 'list' && name === 'unshift' && args.length === 1 && first !== undefined
    ? to(
        use,
        'front-of-list',
        `${object}.insert(0, ${first})`,
        `An item is put in front with insert(0, …).`,
        `${brief(object)}.insert(0, …)`,
      )
    : undefined;
};

/** `rows.next()` → `next(rows)` */
const nextOfGenerator: Reading = (use) =>
  use.type === 'types.GeneratorType' && use.name === 'next' && use.isCall && use.args.length === 0
    ? to(use, 'next-of-generator', `next(${use.object})`, `In Python 3 it is a function.`, `next(${brief(use.object)})`)
    : undefined;

/** Python 2 decoded what is text already. */
const decodeOfText: Reading = ({ type, name, objectNode, whole }) =>
  type === 'str' && name === 'decode'
    ? {
        title: "Remove '.decode(…)'",
        explanation: `In Python 3 this is text already: there is nothing to decode.`,
        edits: [replace(objectNode.to, whole.to, '')],
        variant: 'decode-of-text',
      }
    : undefined;

/** `pair.append(x)` → `pair += (x,)` */
const appendToTuple: Reading = (use) => {
  const { type, name, object, objectNode, args, first, isStatement } = use;
  return type === 'tuple' &&
    name === 'append' &&
    args.length === 1 &&
    first !== undefined &&
    isStatement &&
    objectNode.name === 'VariableName'
    ? to(
        use,
        'append-to-tuple',
        `${object} += (${first},)`,
        `A tuple cannot be appended to; a longer one takes its place.`,
        `${brief(object)} += (…,)`,
      )
    : undefined;
};

/** `poem.readlines().split()` → `poem.read().split()`: the whole text was meant. */
const wholeText: Reading = ({ type, name, objectNode, file }) => {
  const member = objectNode.name === 'CallExpression' && objectNode.firstChild ? memberOf(objectNode.firstChild) : undefined;
  return type === 'list' && member && textOf(file, member.property) === 'readlines' && standardAttributes('str')?.includes(name)
    ? {
        title: "Change 'readlines' to 'read'",
        explanation: `'readlines' gives a list of lines; '${name}' is a method of text, which 'read' gives.`,
        edits: [replace(member.property.from, member.property.to, 'read')],
        variant: 'whole-text-for-lines',
      }
    : undefined;
};

/** `seen.add(x)` of a Counter → `seen[x] += 1` */
const counted: Reading = (use) =>
  use.type === 'collections.Counter' &&
  /^(?:add|append|push|insert|put|increment|inc|count)$/.test(use.name) &&
  use.args.length === 1 &&
  use.first !== undefined &&
  use.isStatement
    ? to(use, 'one-more-of', `${use.object}[${use.first}] += 1`, `A Counter holds a number for each thing.`, `${brief(use.object)}[…] += 1`)
    : undefined;

/** `ages.append({"bob": 45})` → `ages.update({"bob": 45})`; `ages.append("bob", 45)` → `ages["bob"] = 45` */
const appendedToDict: Reading = (use) => {
  const { type, name, args, first, isStatement, object, file, whole } = use;
  if (type !== 'dict' || !/^(?:append|push|add|insert)$/.test(name) || !isStatement || first === undefined) return undefined;
  if (args.length === 2)
    return to(
      use,
      'entry-set',
      `${object}[${first}] = ${args[1] ?? ''}`,
      `An entry of a dict is set by assignment.`,
      `${brief(object)}[…] = …`,
    );
  const value = argumentsOf(whole)[0]?.value;
  const pair = value?.name === 'TupleExpression' ? itemsOf(value) : [];
  const [key, content] = pair;
  if (key && content && pair.length === 2)
    return to(
      use,
      'entry-set',
      `${object}[${textOf(file, key)}] = ${textOf(file, content)}`,
      `An entry of a dict is set by assignment.`,
      `${brief(object)}[…] = …`,
    );
  return value && args.length === 1 && plainType(file, value, file.scopes.scopeAt(value.from)) === 'dict'
    ? to(
        use,
        'entries-added',
        `${object}.update(${first})`,
        `A dict takes in the entries of another with 'update'.`,
        `${brief(object)}.update(…)`,
      )
    : undefined;
};

const ITEMS = /^(?:list|tuple|set|frozenset|range|collections\.deque|dict_keys|dict_values)$/;

/** `prices.map(f)` → `list(map(f, prices))`, `prices.sum()` → `sum(prices)`, `names.sorted()` → `sorted(names)`, `names.last()` → `names[-1]` */
const functionOfItems: Reading = (use) => {
  const { type, name, object, args, first, isCall, isStatement } = use;
  if (!ITEMS.test(type) || !isCall || isStatement) return undefined;
  if (/^(?:map|filter)$/.test(name) && args.length === 1 && first !== undefined)
    return to(use, 'function-of-items', `list(${name}(${first}, ${object}))`, `In Python '${name}' is a function.`, `list(${name}(…))`);
  if (/^(?:sum|max|min|sorted|any|all|enumerate)$/.test(name) && args.every((arg) => /^\w+=/.test(arg)))
    return to(use, 'function-of-items', `${name}(${[object, ...args].join(', ')})`, `In Python '${name}' is a function.`);
  if (args.length > 0) return undefined;
  if (/^(?:mean|average|avg)$/.test(name))
    return to(use, 'mean-of-items', `sum(${object}) / len(${object})`, `A ${type} has no '${name}'.`, `sum(…) / len(…)`);
  if (/^(?:reversed|reverse)$/.test(name) && type === 'tuple')
    return to(use, 'items-reversed', `${object}[::-1]`, `A tuple does not change.`);
  if (name === 'reversed' && type === 'list') return to(use, 'items-reversed', `${object}[::-1]`, `A list has no 'reversed'.`);
  return /^(?:first|last)$/.test(name) && /^(?:list|tuple|collections\.deque)$/.test(type)
    ? to(use, 'item-at-end', `${object}[${name === 'first' ? '0' : '-1'}]`, `Items are taken by their position.`)
    : undefined;
};

/** `word.reversed()` → `word[::-1]`, `text.toInt()` → `int(text)`, `line.remove("x")` → `line.replace("x", "")` */
const functionOfText: Reading = (use) => {
  const { type, name, object, args, first, isCall, isStatement } = use;
  if (type !== 'str' || !isCall || isStatement) return undefined;
  if (args.length === 0 && name === 'reversed')
    return to(use, 'text-reversed', `${object}[::-1]`, `A text has no '${name}'; a part of it with the step -1 goes backwards.`);
  const number =
    args.length > 0
      ? undefined
      : /^(?:to_?int|parse_?int|to_i|as_int|int)$/i.test(name)
        ? 'int'
        : /^(?:to_?float|parse_?float|to_f|as_float|to_?double|float)$/i.test(name)
          ? 'float'
          : undefined;
  if (number !== undefined) return to(use, 'number-of-text', `${number}(${object})`, `A number is made of a text with ${number}().`);
  if (/^(?:remove|delete|strip_all|erase)$/.test(name) && args.length === 1 && first !== undefined)
    return to(use, 'part-removed', `${object}.replace(${first}, "")`, `Parts of a text are taken out by putting nothing in their place.`);
  return name === 'concat' && args.length === 1 && first !== undefined
    ? to(use, 'texts-joined', `${object} + ${first}`, `Texts are joined with '+'.`)
    : undefined;
};

/** `total.round(2)` → `round(total, 2)`, `price.toFixed(2)` → `format(price, ".2f")`, `n.sqrt()` → `n ** 0.5` */
const functionOfNumber: Reading = (use) => {
  const { type, name, object, objectNode, args, isCall } = use;
  if (!/^(?:int|float|number)$/.test(type) || !isCall) return undefined;
  if (/^(?:round|abs|pow|divmod)$/.test(name))
    return to(use, 'function-of-number', `${name}(${[object, ...args].join(', ')})`, `In Python '${name}' is a function.`);
  if (name === 'toFixed' && args.length === 1 && /^\d$/.test(args[0] ?? ''))
    return to(use, 'number-with-decimals', `format(${object}, ".${args[0] ?? ''}f")`, `A number is written with decimals by 'format'.`);
  return name === 'sqrt' && args.length === 0 && objectNode.name === 'VariableName'
    ? to(use, 'root-of-number', `${object} ** 0.5`, `The root is the power of a half.`)
    : undefined;
};

/** `span.hours` → `span.total_seconds() / 3600` */
const partOfSpan: Reading = (use) => {
  const length = use.type === 'datetime.timedelta' ? SPANS[use.name] : undefined;
  return length === undefined || use.isCall
    ? undefined
    : to(
        use,
        'part-of-span',
        `${use.object}.total_seconds() / ${length}`,
        `A span of time knows its days and seconds; the rest is worked out.`,
      );
};

const SPANS: Readonly<Record<string, string>> = { hours: '3600', hour: '3600', minutes: '60', minute: '60', mins: '60', weeks: '604800' };

const READINGS: readonly Reading[] = [
  wholeText,
  counted,
  appendedToDict,
  functionOfItems,
  functionOfText,
  functionOfNumber,
  partOfSpan,
  size,
  membership,
  join,
  entryOfDict,
  partOfText,
  emptiness,
  childrenOfElement,
  concatOfFrames,
  methodOfAnyObject,
  frontOfList,
  nextOfGenerator,
  decodeOfText,
  appendToTuple,
];
