// A reading of an attribute that `self` does not have: a function outside of the class, or one that Python has built in.

import { replace } from '../../../syntax/edits';
import type { Proposal } from '../../fixer';
import type { ClassMembers } from '../shared/class-members';
import { plainType } from '../shared/plain-types';
import { argumentsOf, type PythonFile } from '../shared/python-file';
import { wordsOf } from '../shared/words';
import { attributeReads, brief, isCalled, type AttributeRead } from './attribute-read';

/** `self.helper(x)` where `helper` is a function of the file, not a method. */
export function withoutSelf(file: PythonFile, at: AttributeRead, known: ClassMembers | undefined): Proposal[] {
  if (!/^(?:self|cls)$/.test(at.objectText) || known?.defined.has(at.name)) return [];
  const scope = file.scopes.scopeAt(at.from);
  const home = file.scopes.resolve(at.name, scope);
  if (home === undefined) return builtinByName(file, at);
  const isFunction =
    home === 'builtin'
      ? isCalled(at) && !/^[A-Z]/.test(at.name)
      : (home.bindings.get(at.name)?.some((binding) => /^(?:def|class|import)$/.test(binding.kind)) ?? false);
  const local = home !== 'builtin' && home.kind !== 'module';
  if (!isFunction && !local) return [];
  return [
    {
      title: `Change '${at.objectText}.${at.name}' to '${at.name}'`,
      explanation: `'${at.name}' is defined outside the class's attributes; it is not reached through '${at.objectText}'.`,
      edits: [
        replace(at.node.from, at.from, ''),
        ...attributeReads(file)
          .filter(
            (it) =>
              it.name === at.name &&
              it.object === at.objectText &&
              it.from !== at.from &&
              file.scopes.resolve(at.name, file.scopes.scopeAt(it.from)) === home,
          )
          .map((it) => replace(it.from - at.objectText.length - 1, it.from, '')),
      ],
      variant: !isFunction || !isCalled(at) ? 'local-through-self' : home === 'builtin' ? 'builtin-through-self' : 'function-through-self',
    },
  ];
}

/** What a function's name says that a builtin does; `%` is the operator. */
const BUILT_IN: Readonly<Record<string, string>> = {
  max: 'max',
  maximum: 'max',
  min: 'min',
  minimum: 'min',
  sum: 'sum',
  total: 'sum',
  abs: 'abs',
  absolute: 'abs',
  len: 'len',
  length: 'len',
  size: 'len',
  sort: 'sorted',
  sorted: 'sorted',
  reversed: 'reversed',
  round: 'round',
  remainder: '%',
  mod: '%',
  modulo: '%',
};
/** Words of a function's name that say nothing about what it does. */
const FILLER =
  /^(?:my|get|find|calculate|calc|compute|custom|helper|method|function|func|do|the|of|list|array|value|values|number|numbers|elements|two|own|new)$/;

/** `self.calculateMax(a, b)`, which nobody wrote: its name says a built-in function. */
function builtinByName(file: PythonFile, at: AttributeRead): Proposal[] {
  const call = isCalled(at) ? at.node.parent : undefined;
  const args = call ? argumentsOf(call) : [];
  if (!call || args.length === 0 || args.some((it) => it.name !== undefined)) return [];
  const all = wordsOf(at.name).map((it) => it.word.toLowerCase());
  const words = all.filter((word) => !FILLER.test(word));
  const [onlyArgument] = args;
  if (onlyArgument && args.length === 1) {
    const argument = file.text.slice(onlyArgument.from, onlyArgument.to);
    const plainName = /^[\w.]+(?:\[[^\]]*\])*$/.test(argument);
    const use = (text: string, variant: string): Proposal[] => [
      {
        title: `Use '${brief(text)}'`,
        explanation: `No method '${at.name}' exists; Python has this built in.`,
        edits: [replace(call.from, call.to, text)],
        variant,
      },
    ];
    if (plainName && words.length === 1 && /^(?:reverse|reversed)$/.test(words[0] ?? '') && call.parent?.name !== 'ExpressionStatement')
      return use(`${argument}[::-1]`, 'reverse-by-name');
    // `self.get_values(counts)`: what a dict gives, as a list, for nothing says that a view will do.
    const view = all.find((word) => /^(?:keys|values|items)$/.test(word));
    const type = onlyArgument.value ? plainType(file, onlyArgument.value, file.scopes.scopeAt(call.from)) : undefined;
    if (
      plainName &&
      view &&
      /^(?:dict|collections\.(?:Counter|defaultdict|OrderedDict))$/.test(type ?? '') &&
      words.every((word) => word === view || /^(?:dict|counts?|all)$/.test(word))
    )
      return use(`list(${argument}.${view}())`, 'view-by-name');
  }
  const builtin = words.length === 1 ? BUILT_IN[words[0] ?? ''] : undefined;
  if (!builtin) return [];
  const texts = args.map((it) => file.text.slice(it.from, it.to));
  const [first = '', second] = texts;
  const single = /^(?:sum|len|abs|sorted|reversed)$/.test(builtin);
  let text: string | undefined;
  if (builtin === '%') text = second !== undefined && texts.length === 2 ? `${first} % ${second}` : undefined;
  else if (builtin === 'sorted' && call.parent?.name === 'ExpressionStatement')
    text = texts.length === 1 && /^[\w.]+$/.test(first) ? `${first}.sort()` : undefined;
  else if (!single || texts.length === 1) text = `${builtin}(${texts.join(', ')})`;
  return text === undefined
    ? []
    : [
        {
          title: `Use '${brief(text)}'`,
          explanation: `No method '${at.name}' exists; Python has this built in.`,
          edits: [replace(call.from, call.to, text)],
          variant: 'builtin-by-name',
        },
      ];
}
