/**
 * Mistake: a key of a dict is read like an attribute.
 *
 * Before:  `user.name`, user being a dict        After:  `user["name"]`
 *
 * When not: the name is called, or looks like a method of dict.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { enclosing, hole, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { entriesOf, literalOf } from '../shared/origin';
import { similarity } from '../shared/similar';
import { standardAttributes } from '../shared/stdlib';

const METHODS = [
  'get',
  'items',
  'keys',
  'values',
  'pop',
  'update',
  'copy',
  'clear',
  'setdefault',
  'popitem',
  'fromkeys',
  'has_key',
  'iteritems',
  'itervalues',
  'iterkeys',
  'append',
  'add',
  'sort',
  'remove',
  'extend',
  'insert',
  'discard',
];
/** What sets, lists and texts can: such a type is meant rather than a key. */
const OF_OTHERS: ReadonlySet<string> = new Set([
  ...(standardAttributes('set') ?? []),
  ...(standardAttributes('list') ?? []),
  ...(standardAttributes('str') ?? []),
]);
/** Nearer to a method than this it is a slip of the method. */
const MIN_SIMILARITY = 0.7;

export const dictAttribute: Fixer = {
  id: 'python/dict-attribute',
  languages: PYTHON,
  family: 'python/names',
  answers: {
    messages: [/^'(?:dict|collections\.OrderedDict|OrderedDict|defaultdict|collections\.defaultdict)' object has no attribute '\w+'$/],
  },
  propose(context) {
    const file = pythonFile(context);
    const attribute = hole(context, 'attribute') ?? '';
    if (METHODS.includes(attribute) || (OF_OTHERS.has(attribute) && !new RegExp(`["']${attribute}["']\\s*[:\\]]`).test(file.text)))
      return [];
    const isCalled = (it: SyntaxNode): boolean =>
      it.parent?.name === 'CallExpression' && it.parent.firstChild?.from === it.from && it.parent.firstChild.to === it.to;
    const node = nodesAt(file, 'MemberExpression').find((it) => {
      const read = memberOf(it);
      return read !== undefined && textOf(file, read.property) === attribute && !isCalled(it);
    });
    const member = node && memberOf(node);
    if (!node || !member) return [];
    const object = textOf(file, member.object);
    const literal = literalOf(file, member.object);
    const keys = literal?.name === 'DictionaryExpression' ? entriesOf(literal).map(({ key }) => textOf(file, key).slice(1, -1)) : [];
    const written = new RegExp(`["']${attribute}["']\\s*(?:\\]|:|,|\\))`).test(file.text);
    const variant = keys.includes(attribute) ? 'known-key' : written ? 'key-written-elsewhere' : 'unknown-key';
    // What nothing shows to be a key may be a slip of a method.
    if (variant === 'unknown-key' && METHODS.some((method) => similarity(method, attribute) >= MIN_SIMILARITY)) return [];
    if (keys.length > 0 && !keys.includes(attribute) && !isAssigned(node)) return [];
    // All that is read of the same object in the same function or file is read the same way.
    const scope = enclosing(node, 'FunctionDefinition') ?? file.scopes.tree.topNode;
    const all: SyntaxNode[] = [];
    scope.cursor().iterate((ref) => {
      const other = ref.name === 'MemberExpression' ? memberOf(ref.node) : undefined;
      if (!other || textOf(file, other.object) !== object || METHODS.includes(textOf(file, other.property))) return;
      if (isCalled(ref.node)) return;
      if (textOf(file, other.property) !== attribute && !keys.includes(textOf(file, other.property))) return;
      all.push(ref.node);
      // `settings.window.width`: what is read of it is a dict too.
      let inner = literal?.name === 'DictionaryExpression' ? valueOf(file, literal, textOf(file, other.property)) : undefined;
      for (let outer = ref.node.parent; inner && outer; outer = outer.parent) {
        const deeper = memberOf(outer);
        if (!deeper || isCalled(outer) || inner.name !== 'DictionaryExpression') break;
        const next = valueOf(file, inner, textOf(file, deeper.property));
        if (!next) break;
        all.push(outer);
        inner = next;
      }
    });
    return [
      {
        title: `Read the key: '${object}["${attribute}"]'`,
        explanation: `'${object}' is a dict: what it holds is read by its key in brackets.`,
        edits: all.flatMap((it) => {
          const at = memberOf(it);
          const quote = quoteFor(file, it);
          return at ? [replace(at.object.to, at.property.to, `[${quote}${textOf(file, at.property)}${quote}]`)] : [];
        }),
        variant,
        features: { places: all.length },
      },
    ];
  },
};

const valueOf = (file: PythonFile, literal: SyntaxNode, key: string): SyntaxNode | undefined =>
  entriesOf(literal).find((entry) => textOf(file, entry.key).slice(1, -1) === key)?.value;

const isAssigned = (node: SyntaxNode): boolean => node.parent?.name === 'AssignStatement' && node.parent.firstChild?.from === node.from;

/** Quotes as the file has them, but not those of the text around. */
function quoteFor(file: PythonFile, node: SyntaxNode): string {
  const around = enclosing(node, 'FormatString');
  if (around) return /^[a-zA-Z]*"/.test(textOf(file, around)) ? "'" : '"';
  const single = file.text.match(/'\w*'/g)?.length ?? 0;
  const double = file.text.match(/"\w*"/g)?.length ?? 0;
  return single > double ? "'" : '"';
}
