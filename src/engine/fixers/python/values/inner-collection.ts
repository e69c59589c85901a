/**
 * Mistake: an object is used like the one collection that it keeps.
 *
 * Before:  `len(deck)`, and `Deck.__init__` sets `self.cards = [...]`       After:  `len(deck.cards)`
 * Before:  `for card in deck:`                                              After:  `for card in deck.cards:`
 * Before:  `deck[0]`                                                        After:  `deck.cards[0]`
 *
 * When not: the object keeps several collections, or the class is not of this file.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { basesOf, classesOf } from '../shared/class-members';
import { lastValue, originOf } from '../shared/origin';
import { plainType } from '../shared/plain-types';
import { argumentsOf, memberOf, nodesAt, parameters, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';
import type { Scope } from '../../../syntax/python-scopes';

const USED =
  /^object of type '(\w+)' has no len\(\)$|^'(\w+)' object is not (?:iterable|subscriptable|an iterator|reversible)$|^argument of type '(\w+)' is not (?:iterable|a container or iterable)$/;

export const innerCollection: Fixer = {
  id: 'python/inner-collection',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [USED] },
  propose(context) {
    const file = pythonFile(context);
    const [, a, b, c] = USED.exec(context.problem.message) ?? [];
    const cls = classesOf(file).get(a ?? b ?? c ?? '');
    const kept = cls ? collectionsOf(file, cls) : [];
    const [name] = kept;
    if (!cls || name === undefined || kept.length > 1) return [];
    const places = placesOf(file, context.problem.message).filter((node) => isOf(file, node, cls));
    const [place] = places;
    if (!place || places.length > 1) return [];
    return [
      {
        title: `Use what it keeps: '${textOf(file, place)}.${name}'`,
        explanation: `A ${cls.name} is no collection itself; it keeps one as '${name}'.`,
        edits: [insert(place.to, `.${name}`)],
        variant: 'kept-collection',
      },
    ];
  },
};

/** Attributes of self that begin as a list, dict, set or tuple, or are declared so. */
function collectionsOf(file: PythonFile, cls: Scope): string[] {
  if (basesOf(file, cls).length > 0 && !basesOf(file, cls).every((base) => base === 'object')) return [];
  const init = file.scopes.scopes.find((it) => it.kind === 'function' && it.parent === cls && it.name === '__init__');
  const out = new Set<string>();
  init?.node.cursor().iterate((ref) => {
    const target = ref.name === 'AssignStatement' ? ref.node.firstChild : undefined;
    const member = target ? memberOf(target) : undefined;
    const value = member ? lastValue(ref.node) : undefined;
    if (!member || !value || textOf(file, member.object) !== 'self') return;
    const type = plainType(file, value, init);
    const isDeclared = /:\s*(?:list|dict|set|tuple|List|Dict|Set|Tuple|Sequence|Iterable)\b/.test(textOf(file, ref.node));
    const given = value.name === 'VariableName' ? parameters(file, init.node).find((it) => it.name === textOf(file, value)) : undefined;
    const isPlural = given !== undefined && /[a-z]s$/.test(given.name) && !/ss$|us$|is$/.test(given.name);
    if (isDeclared || isPlural || /^(?:list|dict|set|tuple|collections\.\w+)$/.test(type ?? '')) out.add(textOf(file, member.property));
  });
  const body = cls.node.getChild('Body');
  for (const it of body ? children(body) : [])
    if (
      it.name === 'AssignStatement' &&
      it.firstChild?.name === 'VariableName' &&
      /^\w+\s*:\s*(?:list|dict|set|tuple|List|Dict|Set|Tuple)\b/.test(textOf(file, it))
    )
      out.add(textOf(file, it.firstChild));
  return [...out];
}

function placesOf(file: PythonFile, message: string): SyntaxNode[] {
  if (/len\(\)/.test(message))
    return nodesAt(file, 'CallExpression').flatMap((call) =>
      call.firstChild && textOf(file, call.firstChild) === 'len' ? argumentsOf(call).flatMap(({ value }) => value ?? []) : [],
    );
  if (/subscriptable/.test(message)) return nodesAt(file, 'MemberExpression').flatMap((node) => subscriptOf(node)?.object ?? []);
  const looped = nodesAt(
    file,
    'ForStatement',
    'ArrayComprehensionExpression',
    'ComprehensionExpression',
    'SetComprehensionExpression',
    'DictionaryComprehensionExpression',
    'ArgList',
    'BinaryExpression',
  ).flatMap((node) => {
    const parts = children(node);
    const at = parts.findIndex(({ name }) => name === 'in');
    return parts[at + 1] && at > 0 ? [parts[at + 1] as SyntaxNode] : [];
  });
  const given = nodesAt(file, 'CallExpression').flatMap((call) =>
    call.firstChild &&
    /^(?:list|sorted|sum|max|min|set|tuple|enumerate|reversed|iter|any|all|map|filter|zip)$/.test(textOf(file, call.firstChild))
      ? argumentsOf(call).flatMap(({ value }) => value ?? [])
      : [],
  );
  return [...looped, ...given];
}

/** An object of the class: `self` in its methods, or what a call of it made. */
function isOf(file: PythonFile, node: SyntaxNode, cls: Scope): boolean {
  if (!/^(?:VariableName|MemberExpression)$/.test(node.name)) return false;
  if (textOf(file, node) === 'self') return node.from > cls.node.from && node.to < cls.node.to;
  const made = originOf(file, node);
  return made.name === 'CallExpression' && made.firstChild !== null && textOf(file, made.firstChild) === cls.name;
}
