// A reading of a missing attribute: what it would do is no attribute in Python, but an expression: `xs.length` → `len(xs)`, `d.has_key(k)` →
// `k in d`, `words.join(', ')` → `', '.join(words)`, `d.remove(k)` → `del d[k]`.

import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import type { Proposal } from '../../fixer';
import { CONTAINS_NAMES, LENGTH_NAMES } from '../shared/data/renamed';
import { plainType } from '../shared/plain-types';
import { argumentsOf, textOf, type PythonFile } from '../shared/python-file';
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
  return LENGTH_NAMES.has(name) && isSized(use)
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

const READINGS: readonly Reading[] = [
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
