/**
 * Mistake: a text is taken for the data it was made from or stands for; the keys of one dict for a list of dicts; a list for one of its items.
 *
 * Before:  `setup = json.dumps(raw)` … `setup["a"]`         After:  `setup = json.loads(raw)`
 * Before:  `for user in users: user["name"]`, a dict        After:  `for user in users.values(): …`
 * Before:  `for x in reply["items"][0]: x["id"]`            After:  `for x in reply["items"]: …`
 * Before:  `for user in users: users["name"]`, a list       After:  `user["name"]`
 *
 * When not: the file does not show what the data look like.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { entriesOf, iteratedFor, itemsOf, literalOf, originOf, originsOf, sourceOf } from '../shared/origin';
import { plainType } from '../shared/plain-types';
import { argumentsOf, enclosing, memberOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';

const TEXT =
  /^string indices must be integers|^'str' object has no attribute '(?:get|items|keys|values)'$|^'str' object does not support item assignment$/;
const LIST = /^list indices must be integers or slices, not (?:str|'str')|^'list' object has no attribute '(?:get|items|keys|values)'$/;

export const textForData: Fixer = {
  id: 'python/text-for-data',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [TEXT, LIST] },
  propose(context) {
    const file = pythonFile(context);
    const ofText = TEXT.test(context.problem.message);
    for (const node of nodesAt(file, 'MemberExpression')) {
      const subscript = subscriptOf(node);
      const member = memberOf(node);
      const key = subscript ? children(node)[2] : undefined;
      const object = subscript?.object ?? member?.object;
      if (!object) continue;
      if (subscript && key?.name === 'Number') continue;
      if (member && !/^(?:get|items|keys|values)$/.test(textOf(file, member.property))) continue;
      const keyText = key?.name === 'String' ? textOf(file, key).slice(1, -1) : undefined;
      const found = ofText ? (fromText(file, object) ?? fromLoop(file, object, keyText)) : fromList(file, object, keyText);
      if (found) return [found];
    }
    return [];
  },
};

/** The text is what the data were written out to, or what they are still to be read from. */
function fromText(file: PythonFile, object: SyntaxNode): Proposal | undefined {
  const steps = originsOf(file, object);
  const origin = steps.at(-1) ?? object;
  const dumped = sourceOf(file, object, (call) => call.firstChild !== null && /^(?:\w+\.)?dumps$/.test(textOf(file, call.firstChild)));
  const callee = dumped?.firstChild;
  if (dumped && callee) {
    const name = memberOf(callee)?.property ?? callee;
    const data = argumentsOf(dumped)[0]?.value;
    const isData = data && /^(?:dict|list)$/.test(plainType(file, originOf(file, data), file.scopes.scopeAt(data.from)) ?? '');
    if (data && isData)
      return {
        title: `Keep the data: '${textOf(file, data).slice(0, 30)}'`,
        explanation: "'dumps' writes data out as text: what is read here are the data themselves.",
        edits: [replace(dumped.from, data.from, ''), replace(data.to, dumped.to, '')],
        variant: 'written-out-too-early',
      };
    if (callee.name === 'VariableName' && !file.scopes.imports.some(({ name: known }) => known === 'loads')) return undefined;
    return {
      title: "Change 'dumps' to 'loads'",
      explanation: "'dumps' writes data out as text; 'loads' reads the text and gives the data.",
      edits: [replace(name.from, name.to, 'loads')],
      variant: 'dumps-for-loads',
    };
  }
  // What a reply of the web says as text, it also gives as data.
  const ofReply = memberOf(origin);
  if (
    ofReply &&
    /^(?:text|content)$/.test(textOf(file, ofReply.property)) &&
    file.scopes.imports.some(({ module }) => /^(?:requests|httpx)$/.test(module))
  )
    return {
      title: `Read it as data: '${textOf(file, ofReply.object)}.json()'`,
      explanation: `'${textOf(file, ofReply.property)}' is the reply as it came; 'json()' reads the data in it.`,
      edits: [replace(ofReply.property.from, ofReply.property.to, 'json()')],
      variant: 'reply-as-data',
    };
  const json = file.scopes.imports.find(({ module, member }) => module === 'json' && member === undefined)?.name;
  const isRead = origin.name === 'CallExpression' && /\.(?:read|read_text)\(/.test(textOf(file, origin));
  if (
    json === undefined ||
    !(isRead || (origin.name === 'String' && /^["']{1,3}\s*[[{][\s\S]*[\]}]\s*["']{1,3}$/.test(textOf(file, origin))))
  )
    return undefined;
  // A literal keeps its name where it is used as text as well: it is read where it is used.
  const at = isRead ? origin : object;
  return {
    title: `Read it as data: '${json}.loads(${textOf(file, at).slice(0, 30)})'`,
    explanation: 'This is text that holds JSON: it is read first.',
    edits: [insert(at.from, `${json}.loads(`), insert(at.to, ')')],
    variant: 'not-read-yet',
  };
}

/** A loop over a dict gives its keys. */
function fromLoop(file: PythonFile, object: SyntaxNode, key: string | undefined): Proposal | undefined {
  const over = object.name === 'VariableName' ? iteratedFor(file, object) : undefined;
  if (!over) return undefined;
  const literal = literalOf(file, over);
  const has = (node: SyntaxNode | undefined): boolean =>
    node?.name === 'DictionaryExpression' &&
    (key === undefined || entriesOf(node).some((entry) => textOf(file, entry.key).slice(1, -1) === key));
  const hasAll = (node: SyntaxNode | undefined): boolean => {
    const items = node?.name === 'ArrayExpression' ? itemsOf(node) : [];
    return items.length > 0 && items.every((item) => has(literalOf(file, item)));
  };
  if (literal?.name === 'DictionaryExpression') {
    const subscript = subscriptOf(over);
    const index = subscript ? children(over)[2] : undefined;
    if (subscript && index?.name === 'Number' && has(literal) && hasAll(literalOf(file, subscript.object)))
      return oneTooMany(file, over, subscript.object);
    // The name it goes over was given one item too.
    const steps = originsOf(file, over);
    const given = steps.at(-1);
    const deeper = given && subscriptOf(given);
    if (given && deeper && children(given)[2]?.name === 'Number' && has(literal) && hasAll(literalOf(file, deeper.object)))
      return oneTooMany(file, given, deeper.object);
    const values = entriesOf(literal);
    if (values.length > 0 && values.every(({ value }) => has(literalOf(file, value))))
      return {
        title: `Go over '${textOf(file, over)}.values()'`,
        explanation: `A loop over a dict gives its keys; '.values()' gives what stands behind them.`,
        edits: [insert(over.to, '.values()')],
        variant: 'values-of-dict',
      };
    const lists = values.filter(({ value }) => hasAll(literalOf(file, value)));
    const [only] = lists;
    if (only && lists.length === 1)
      return {
        title: `Go over '${textOf(file, over)}[${textOf(file, only.key)}]'`,
        explanation: `A loop over a dict gives its keys; the items stand under ${textOf(file, only.key)}.`,
        edits: [insert(over.to, `[${textOf(file, only.key)}]`)],
        variant: 'list-in-dict',
      };
  }
  return undefined;
}

const oneTooMany = (file: PythonFile, whole: SyntaxNode, object: SyntaxNode): Proposal => ({
  title: `Go over all of '${textOf(file, object)}'`,
  explanation: `'${textOf(file, whole)}' is one of the items already: a loop over it gives its keys.`,
  edits: [replace(object.to, whole.to, '')],
  variant: 'one-index-too-many',
});

/** The list itself where the item of the loop around is meant, or its only item. */
function fromList(file: PythonFile, object: SyntaxNode, key: string | undefined): Proposal | undefined {
  const name = textOf(file, object);
  for (let loop = enclosing(object, 'ForStatement'); loop; loop = enclosing(loop.parent, 'ForStatement')) {
    const [, target, , over] = children(loop);
    const body = loop.getChild('Body');
    if (
      target?.name === 'VariableName' &&
      over &&
      textOf(file, over) === name &&
      body &&
      object.from >= body.from &&
      target.nextSibling?.name === 'in'
    )
      return {
        title: `Change '${name}' to '${textOf(file, target)}'`,
        explanation: `'${name}' is the whole list; '${textOf(file, target)}' is the item whose turn it is.`,
        edits: [replace(object.from, object.to, textOf(file, target))],
        variant: 'list-for-its-item',
      };
  }
  const literal = literalOf(file, object);
  const items = literal?.name === 'ArrayExpression' ? itemsOf(literal) : [];
  const only = items[0] && literalOf(file, items[0]);
  if (items.length !== 1 || only?.name !== 'DictionaryExpression') return undefined;
  if (key !== undefined && !entriesOf(only).some((entry) => textOf(file, entry.key).slice(1, -1) === key)) return undefined;
  return {
    title: `Take its item: '${name}[0]'`,
    explanation: `'${name}' is a list with one dict in it.`,
    edits: [insert(object.to, '[0]')],
    variant: 'only-item',
  };
}
