// Readings of a missing attribute in which the attribute is right: what stands before the dot is misspelt, of the wrong kind, or no object of it
// at all.

import { escapeRegExp } from '../../../syntax/escape-reg-exp';
import { insert, replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import type { Proposal } from '../../fixer';
import { classMembers } from '../shared/class-members';
import { SET_ONLY } from '../shared/data/renamed';
import { assignedValue } from '../shared/plain-types';
import { memberOf, methodAround, textOf, type PythonFile } from '../shared/python-file';
import { nearNames, slipFeatures } from '../shared/similar';
import { brief, isCalled, isSubscripted, type AttributeRead } from './attribute-read';
import { isEverydayMethod } from './misspelt-attribute';

/** `self._colser.close()`: every file has a `close`, and the object is what the class calls `_closer`. */
export function misspeltObject(file: PythonFile, at: AttributeRead): Proposal | undefined {
  const member = memberOf(at.object);
  if (!member || !isEverydayMethod(at.name)) return undefined;
  const owner = textOf(file, member.object);
  const method = methodAround(file, file.scopes.scopeAt(at.from));
  if (method?.self === undefined || owner !== method.self) return undefined;
  const written = textOf(file, member.property);
  const known = classMembers(file, method.classScope);
  if (known.defined.has(written) || (known.read.get(written) ?? 0) > 1) return undefined;
  const matches = nearNames(written, known.defined.keys(), MIN_SIMILARITY);
  const [first, second] = matches;
  if (!first || second?.similarity === first.similarity) return undefined;
  return {
    title: `Change '.${written}' to '.${first.name}'`,
    explanation: `Nothing gives '${owner}' an attribute '${written}'; '${first.name}' is one.`,
    edits: [replace(member.property.from, member.property.to, first.name)],
    variant: 'misspelt-object',
    features: slipFeatures(written, matches),
  };
}

/** As much of an object's name must stay for another attribute to be meant. */
const MIN_SIMILARITY = 0.75;

/** A set's method on a dict, a list's on a set: where the name was given an empty container of the wrong kind, that is the slip. */
export function otherContainer(file: PythonFile, at: AttributeRead, type: string): Proposal[] {
  if (type !== 'dict' || !SET_ONLY.has(at.name) || at.object.name !== 'VariableName') return [];
  const name = at.objectText;
  const home = file.scopes.resolve(name, file.scopes.scopeAt(at.from));
  if (!home || home === 'builtin') return [];
  const bindings = (home.bindings.get(name) ?? []).filter((binding) => binding.kind === 'assign');
  const binding = bindings.filter((it) => it.from < at.from).at(-1);
  const value = binding ? assignedValue(binding) : undefined;
  if (
    !value ||
    isSubscripted(file, name) ||
    new RegExp(`(?<![\\w.])${escapeRegExp(name)}\\.(?:items|keys|values|get|setdefault)\\b`).test(file.text)
  )
    return [];
  const text = textOf(file, value);
  let made: string | undefined;
  if (/^\{\s*\}$/.test(text) || /^dict\(\s*\)$/.test(text)) made = 'set()';
  else if (value.name === 'DictionaryExpression') {
    const keys = children(value).filter((child, i, all) => all[i + 1]?.name === ':' && child.name !== '**');
    if (keys.length > 0 && keys.length <= 20) made = `{${keys.map((key) => textOf(file, key)).join(', ')}}`;
  }
  if (!made) return [];
  return [
    {
      title: `Make '${name}' a set: '${made}'`,
      explanation: `'${at.name}' belongs to a set, but '${brief(text)}' is a dict.`,
      edits: [replace(value.from, value.to, made)],
      variant: made === 'set()' ? 'empty-dict-for-set' : 'dict-for-set',
    },
  ];
}

/** `[first .second]`: the attribute is a variable of its own, and a comma was meant. */
export function dotForComma(file: PythonFile, at: AttributeRead, type: string): Proposal[] {
  const parent = at.node.parent?.name;
  const listed = parent !== undefined && /^(?:ArrayExpression|TupleExpression|SetExpression|ArgList)$/.test(parent);
  if (!listed || isCalled(at) || !/^(?:str|int|float|list|tuple|dict|set|bool|bytes)$/.test(type)) return [];
  const home = file.scopes.resolve(at.name, file.scopes.scopeAt(at.from));
  if (!home || home === 'builtin') return [];
  const dot = file.text.lastIndexOf('.', at.from);
  const before = file.text.slice(at.object.to, dot);
  const after = file.text.slice(dot + 1, at.from);
  // A dot that begins a line leaves its comma at the end of the line before.
  const edits = before.includes('\n')
    ? [insert(at.object.to, ','), replace(dot, dot + 1, '')]
    : [replace(dot, dot + 1, after === '' ? ', ' : ',')];
  return [
    {
      title: `Change '.' to ',' before '${at.name}'`,
      explanation: `A ${type} has no '${at.name}', but a variable of that name is there: a comma was meant.`,
      edits,
      variant: 'dot-for-comma',
    },
  ];
}
