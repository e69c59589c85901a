/**
 * Mistake: a range or slice ends one too early or too late, and a test shows it: what came out lacks only its last item, or has one more.
 *
 * Before:  `range(first, last)`, told `[1, 2] == [1, 2, 3]`       After:  `range(first, last + 1)`
 * Before:  `items[:n - 1]`, told `["a"] == ["a", "b"]`            After:  `items[:n]`
 *
 * When not: what failed calls more than two places where that could be.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { argumentsOf, subscriptOf, textOf, type PythonFile } from '../shared/python-file';
import { reachedFrom } from '../shared/reached';

const EQUAL = /^(?:assert )?(\[.*\]|\(.*\)|'.*'|".*"|range\(.*\)) == (\[.*\]|\(.*\)|'.*'|".*")$/;
const DIFFER = /^(?:Lists|Tuples|Sequences) differ: (\[.*\]|\(.*\)) != (\[.*\]|\(.*\))$/;
const MAX_PLACES = 2;

export const endByTest: Fixer = {
  id: 'python/end-by-test',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['assertion'], where: (problem) => EQUAL.test(first(problem.message)) || DIFFER.test(first(problem.message)) },
  async propose(context) {
    const message = first(context.problem.message);
    const told = EQUAL.exec(message) ?? DIFFER.exec(message);
    const step = lacking(told?.[1] ?? '', told?.[2] ?? '');
    if (step === 0) return [];
    const places = (await reachedFrom(context)).flatMap(({ path, file, scope, depth }) =>
      ends(file, scope.node, step).map((it) => ({ ...it, path, file, depth })),
    );
    if (places.length === 0 || places.length > MAX_PLACES) return [];
    return places.map(({ path, file, node, edits, depth }): Proposal => {
      const here = path === context.path;
      return {
        title: step > 0 ? `End one later: '${shown(file, node)}'` : `End one earlier: '${shown(file, node)}'`,
        explanation:
          step > 0
            ? 'What came out lacks only its last item: the end of a range or slice is not part of it.'
            : 'What came out has one item too many at its end.',
        edits: here ? edits : [],
        ...(here ? {} : { otherFiles: [{ path, source: file.context.source, edits }] }),
        variant: step > 0 ? 'one-later' : 'one-earlier',
        features: { depth, places: places.length },
      };
    });
  },
};

const first = (message: string): string => (message.split('\n')[0] ?? '').replace(/^AssertionError: /, '').trim();
const shown = (file: PythonFile, node: SyntaxNode): string => textOf(file, node).slice(0, 40);

/** 1 where the first lacks only the last item of the second, -1 where it has one more at its end, 0 otherwise. */
function lacking(came: string, wanted: string): number {
  const [a, b] = [itemsOf(came), itemsOf(wanted)];
  if (!a || !b || a.length === 0 || b.length === 0) return 0;
  const isStart = (short: readonly string[], long: readonly string[]): boolean =>
    long.length === short.length + 1 && short.every((item, i) => item === long[i]);
  return isStart(a, b) ? 1 : isStart(b, a) ? -1 : 0;
}

function itemsOf(text: string): string[] | undefined {
  const inner = text.slice(1, -1);
  if (/^["']/.test(text)) return [...inner];
  if (/[[\](){}]|\.\.\./.test(inner)) return undefined;
  return inner.trim() === '' ? [] : inner.split(/\s*,\s*/).filter((item) => item !== '');
}

/** The ends of ranges, slices and counted loops of a function that could be off by one, each with its edit. */
function ends(file: PythonFile, definition: SyntaxNode, step: number): { readonly node: SyntaxNode; readonly edits: OffsetEdit[] }[] {
  const out: { readonly node: SyntaxNode; readonly edits: OffsetEdit[] }[] = [];
  definition.cursor().iterate((ref) => {
    const { node } = ref;
    if (node.name === 'CallExpression' && node.firstChild && textOf(file, node.firstChild) === 'range') {
      const all = argumentsOf(node);
      const end = all.length === 1 ? all[0] : all[1];
      // As many turns as there are items is no slip.
      if (end?.value && !(all.length === 1 && /^len\(/.test(textOf(file, end.value))))
        out.push({ node, edits: moved(file, end.value, step) });
    }
    const subscript = node.name === 'MemberExpression' ? subscriptOf(node) : undefined;
    const parts = subscript ? children(node) : [];
    const colon = parts.findIndex(({ name }) => name === ':');
    const end = colon > 0 ? parts[colon + 1] : undefined;
    if (subscript && end && end.name !== ']' && !isWindow(file, parts.slice(2, colon), end))
      out.push({ node, edits: moved(file, end, step) });
  });
  return out;
}

/** `xs[start:start + size]`: as long as it says. */
const isWindow = (file: PythonFile, start: readonly SyntaxNode[], end: SyntaxNode): boolean =>
  start.length === 1 && start[0] !== undefined && textOf(file, end).startsWith(`${textOf(file, start[0])} +`);

function moved(file: PythonFile, end: SyntaxNode, step: number): OffsetEdit[] {
  const [left, op, right] = end.name === 'BinaryExpression' ? children(end) : [];
  const sign = op ? textOf(file, op) : '';
  // What was moved the wrong way is moved back.
  if (left && right && textOf(file, right) === '1' && sign === (step > 0 ? '-' : '+')) return [replace(left.to, right.to, '')];
  if (end.name === 'Number' && /^\d+$/.test(textOf(file, end)))
    return [replace(end.from, end.to, String(Number(textOf(file, end)) + step))];
  if (end.name === 'UnaryExpression') {
    const value = Number(textOf(file, end).replace(/\s/g, '')) + step;
    return Number.isInteger(value) ? [replace(end.from, end.to, value === 0 ? '' : String(value))] : [];
  }
  return [insert(end.to, step > 0 ? ' + 1' : ' - 1')];
}
