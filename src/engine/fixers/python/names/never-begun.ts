/**
 * Mistake: a name of a script that is only ever added to: another one was given the first value, or none was.
 *
 * Before:  `total = 0` … `totl += v`      After:  `total += v`
 * Before:  `for w in words: n += 1`       After:  `n = 0` above the loop
 *
 * When not: within a function, where it is a matter of what is local; what is added shows no kind.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import type { Binding } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { plainType } from '../shared/plain-types';
import { hole, pythonFile, textOf, useAt, type PythonFile } from '../shared/python-file';
import { nearNames, slipFeatures, slipVariant } from '../shared/similar';

/** As much of a name must stay for another one to be meant. */
const MIN_SIMILARITY = 0.7;

export const neverBegun: Fixer = {
  id: 'python/never-begun',
  languages: PYTHON,
  family: 'python/names',
  answers: { families: ['undefined-name', 'unbound-name'], where: (problem) => problem.signature.holes['name'] !== undefined },
  propose(context) {
    const file = pythonFile(context);
    const name = hole(context, 'name') ?? '';
    const use = useAt(file, name);
    if (!use || file.scopes.resolve(name, use.scope) !== file.scopes.module) return [];
    const bindings = file.scopes.module.bindings.get(name) ?? [];
    const [first] = bindings;
    if (!first || bindings.some((binding) => binding.kind !== 'augmented')) return [];
    const slips = slipsOf(file, name, first, bindings);
    return slips.length > 0 ? slips : startValue(file, name, first);
  },
};

function slipsOf(file: PythonFile, name: string, first: Binding, bindings: readonly Binding[]): Proposal[] {
  const inItself = (candidate: string): boolean =>
    bindings.some(({ node }) => file.scopes.uses.some((it) => it.name === candidate && it.from >= node.from && it.to <= node.to));
  const valued = [...file.scopes.module.bindings]
    .filter(([candidate, all]) => candidate !== name && all.some((it) => it.kind === 'assign' && it.from < first.from))
    .map(([candidate]) => candidate)
    .filter((candidate) => !inItself(candidate));
  const matches = nearNames(name, valued, MIN_SIMILARITY);
  const places = new Map(bindings.map(({ from, to }) => [from, to]));
  for (const use of file.scopes.uses)
    if (use.name === name && file.scopes.resolve(name, use.scope) === file.scopes.module) places.set(use.from, use.to);
  return matches.slice(0, 2).map((match, i) => ({
    title: `Change '${name}' to '${match.name}'`,
    explanation: `'${name}' never gets a first value; '${match.name}' does.`,
    edits: [...places].map(([from, to]) => replace(from, to, match.name)),
    variant: slipVariant(name, matches, i),
    features: { ...slipFeatures(name, matches, i), uses: places.size },
  }));
}

function startValue(file: PythonFile, name: string, first: Binding): Proposal[] {
  const isRead = file.scopes.uses.some((use) => use.name === name && (use.from < first.node.from || use.from > first.node.to));
  const value = first.node.lastChild;
  const type = value ? plainType(file, value, file.scopes.module) : undefined;
  const op = file.text.slice(first.to, value?.from ?? first.to).trim();
  const start =
    op === '*='
      ? '1'
      : type === 'str'
        ? file.text.split("'").length > file.text.split('"').length
          ? "''"
          : '""'
        : type === 'list'
          ? '[]'
          : /^(?:int|float|number|bool)$/.test(type ?? '')
            ? '0'
            : undefined;
  if (!isRead || start === undefined) return [];
  let at: SyntaxNode = first.node;
  while (at.parent && at.parent.name !== 'Script') at = at.parent;
  return /^(?:ForStatement|WhileStatement|UpdateStatement)$/.test(at.name)
    ? [
        {
          title: `Start with '${name} = ${start}'`,
          explanation: `'${name}' is changed before it has a first value: '${textOf(file, first.node)}'.`,
          edits: [insert(at.from, `${name} = ${start}${file.context.source.eol}`)],
          variant: 'start-value',
        },
      ]
    : [];
}
