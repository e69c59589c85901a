/**
 * Mistake: a keyword argument that the called function does not have, misspelt.
 *
 * Before:  `open(path, 'wb', cloosefd=False)`    After:  `open(path, 'wb', closefd=False)`
 *
 * When not: no parameter resembles it. An argument is never dropped.
 */
import type { SyntaxNode } from '@lezer/common';
import { familyOf } from '../../../detect/family';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { callable, calleeOf, furtherParameters } from './callee';
import { sameMeaning } from '../shared/same-meaning';
import { argumentsOf, hole, nodesAt, parameters, pythonFile, textOf, type Argument, type PythonFile } from '../shared/python-file';
import { byNearness, nearName, similarity, slipFeatures, slipVariant, type NearName } from '../shared/similar';
import { respell, respeltFeatures, wordCounts } from '../shared/words';

/** As much of a keyword must stay: in a call every other word is near by chance. */
const MIN_SIMILARITY = 0.65;
const MAX_PROPOSALS = 2;

export const keywordArgument: Fixer = {
  id: 'python/keyword-argument',
  languages: PYTHON,
  family: 'python/calls',
  answers: {
    families: ['unexpected-argument', 'missing-argument', 'argument-type'],
    where: (problem) => familyOf(problem) !== 'argument-type' || /^No overload/.test(problem.message),
  },
  async propose(context) {
    const file = pythonFile(context);
    if (familyOf(context.problem) === 'missing-argument') return strayForMissing(file, hole(context, 'argument') ?? '');
    const argument = hole(context, 'argument');
    const name = hole(context, 'function');
    for (const call of nodesAt(file, 'CallExpression', 'Decorator')) {
      const args = argumentsOf(call);
      const named = args.filter((it) => it.name);
      if (argument !== undefined) {
        const found = named.find((it) => it.name && textOf(file, it.name) === argument);
        if (found) return mend(file, call, args, found);
      } else if (named.length > 0 && (name === undefined || calledName(file, call) === name)) {
        const callee = await calleeOf(file, call);
        const known = callee && !callee.open ? new Set(callable(callee).map((it) => it.name)) : undefined;
        const stray = named.filter((it) => it.name && (known ? !known.has(textOf(file, it.name)) : false));
        if (stray.length === 1 && stray[0]) return mend(file, call, args, stray[0]);
        if (known) continue;
        const words = wordCounts(file.text);
        const odd = named.filter((it) => it.name && respell(textOf(file, it.name), words).length > 0);
        if (odd.length === 1 && odd[0]) return mend(file, call, args, odd[0]);
      }
    }
    return [];
  },
};

/** `code` is missing where `cod=` is given. */
function strayForMissing(file: PythonFile, holes: string): Proposal[] {
  const missing = [...holes.matchAll(/\w+/g)].map((match) => match[0]);
  for (const call of nodesAt(file, 'CallExpression', 'Decorator')) {
    for (const argument of argumentsOf(call)) {
      const at = argument.name;
      if (!at) continue;
      const typed = textOf(file, at);
      const meant = missing.find((it) => similarity(typed, it) >= MIN_SIMILARITY);
      if (meant)
        return [
          {
            title: `Change '${typed}=' to '${meant}='`,
            explanation: `'${meant}' is missing and '${typed}' is no parameter: one was typed for the other.`,
            edits: [replace(at.from, at.to, meant)],
            variant: 'slip-for-missing-argument',
          },
        ];
    }
  }
  return [];
}

function calledName(file: PythonFile, call: SyntaxNode): string {
  const list = call.getChild('ArgList');
  return /(\w+)\s*$/.exec(file.text.slice(call.from, list ? list.from : call.to))?.[1] ?? '';
}

async function mend(file: PythonFile, call: SyntaxNode, args: readonly Argument[], wrong: Argument): Promise<Proposal[]> {
  const at = wrong.name;
  if (!at) return [];
  const typed = textOf(file, at);
  const given = new Set(args.map((it) => (it.name ? textOf(file, it.name) : '')));
  const callee = await calleeOf(file, call);
  const matches: NearName[] = [];
  const consider = (name: string, signs: number): void => {
    const near = given.has(name) || matches.some((it) => it.name === name) ? undefined : nearName(typed, name, signs);
    if (near && near.similarity >= MIN_SIMILARITY) matches.push(near);
  };
  const offer = (name: string, variant: string, why: string, features: Record<string, number> = {}): Proposal => ({
    title: `Change '${typed}=' to '${name}='`,
    explanation: why,
    edits: [replace(at.from, at.to, name)],
    variant,
    features,
  });
  const known = callee ? callable(callee).filter((it) => it.kind === 'positional' || it.kind === 'keyword') : [];
  // The function that is known here takes it: it was another one that refused it.
  if (known.some((it) => it.name === typed)) return [];
  // What speaks for a name besides its spelling: the function takes it (2), another call or function of that name has it (1).
  for (const parameter of known) consider(parameter.name, 2);
  const handedOn = !callee || callee.open ? await furtherParameters(file, call) : [];
  for (const parameter of handedOn) consider(parameter, 2);
  if (!callee || callee.open) {
    const name = calledName(file, call);
    for (const other of keywordsOf(file)) if (other.from !== at.from) consider(other.name, other.callee === name ? 1 : 0);
    for (const scope of file.scopes.scopes)
      if (scope.node.name === 'FunctionDefinition')
        for (const parameter of parameters(file, scope.node)) consider(parameter.name, scope.name === name ? 1 : 0);
    // `by__alias=by_alias`: what is passed often has the parameter's name.
    if (wrong.value?.name === 'VariableName' && /^[A-Z]/.test(textOf(file, wrong.value)) === /^[A-Z]/.test(typed))
      consider(textOf(file, wrong.value), 0);
  }
  matches.sort(byNearness);
  if (matches.length > 0) {
    const isKnown = Number(known.length > 0);
    return matches.slice(0, MAX_PROPOSALS).map((match, i) =>
      offer(match.name, slipVariant(typed, matches, i), `There is no parameter '${typed}'; '${match.name}' is one.`, {
        ...slipFeatures(typed, matches, i),
        isKnown,
      }),
    );
  }
  const [same, other] = sameMeaning(typed, new Set([...known.map(({ name }) => name), ...handedOn].filter((name) => !given.has(name))));
  if (same !== undefined && other === undefined)
    return [offer(same, 'parameter-of-same-meaning', `There is no parameter '${typed}'; '${same}' is how it is called here.`)];
  if (callee?.definition && !callee.open) {
    // The only parameter that nothing fills.
    const positional = args.filter((it) => !it.name && it.stars === '').length;
    const free = known.filter((it, i) => !given.has(it.name) && !(it.kind === 'positional' && i < positional));
    const required = free.filter((it) => it.default === undefined);
    const one = required.length === 1 ? required[0] : free.length === 1 ? free[0] : undefined;
    const variant = required.length === 1 ? 'only-required-parameter' : 'only-free-parameter';
    return one && args.every((it) => it.stars === '')
      ? [offer(one.name, variant, `'${one.name}' is the parameter that nothing fills.`)]
      : [];
  }
  const [first, second] = respell(typed, wordCounts(file.text));
  return first
    ? [
        offer(
          first.name,
          second?.edits === first.edits ? 'one-of-several-spellings' : 'respelt',
          `'${first.name}' is how that word is spelt.`,
          {
            ...respeltFeatures(first, second),
          },
        ),
      ]
    : [];
}

const listed = new WeakMap<object, readonly { readonly name: string; readonly from: number; readonly callee: string }[]>();

function keywordsOf(file: PythonFile): readonly { readonly name: string; readonly from: number; readonly callee: string }[] {
  const known = listed.get(file.scopes);
  if (known) return known;
  const out: { name: string; from: number; callee: string }[] = [];
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name !== 'ArgList' || !/^(?:CallExpression|Decorator)$/.test(ref.node.parent?.name ?? '')) return;
      const parts = children(ref.node);
      parts.forEach((part, i) => {
        if (part.name === 'VariableName' && parts[i + 1]?.name === 'AssignOp' && ref.node.parent)
          out.push({ name: textOf(file, part), from: part.from, callee: calledName(file, ref.node.parent) });
      });
    },
  });
  listed.set(file.scopes, out);
  return out;
}
