/**
 * Mistake: a value that may be null or undefined where a value is wanted.
 *
 * Before:  `this.mode = opts.mode || 'text'`           After:  `this.mode = opts?.mode || 'text'`
 * Before:  `freq.set(k, freq.get(k) + 1)`              After:  `freq.set(k, (freq.get(k) ?? 0) + 1)`
 * Before:  `const user = users.find(…)` `user.name`    After:  `const user = users.find(…)` `if (!user) {` `throw new Error(…)` `}` `user.name`
 * Before:  `groups.get(key).push(item)`                After:  `const list = groups.get(key) ?? []` `list.push(item)` `groups.set(key, list)`
 *
 * When not: the result is needed and nothing says what stands for a missing one. `!` only where the code makes sure of the value in a way
 * that the checker does not follow, and, in a file that asserts nothing else, where no default or second check does; `?.` never on what keeps something.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, inOrder, type Idea } from '../framework/checked-proposals';
import { codeOf, type TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { guards } from './nullish/add-guard';
import { createdList } from './nullish/create-list';
import { defaults } from './nullish/defaults';
import {
  accessOf,
  chainOf,
  destructured,
  expressionAt,
  holedParts,
  holesOf,
  isAssigned,
  isOptionalParameter,
  short,
  sourceOf,
  valueAt,
} from './nullish/expressions';
import { exitWhereEmpty, isGuarded } from './nullish/guarded';
import { tolerance } from './nullish/tolerance';

/** Object is possibly null or undefined, can't invoke one, not assignable, not an index, can't be gone through. */
const CODES = [2339, 2531, 2532, 2533, 18047, 18048, 18049, 2721, 2722, 2723, 2322, 2345, 2538, 2769, 2488, 2352].map(
  (code) => `TS${code}`,
);
/** The parameter that it does not fit may be anything; no such property. */
const [ARGUMENT, NO_PROPERTY] = [2345, 2339];
/** What takes the value complains, not what is done with it. */
const TAKEN = new Set([2322, 2345, 2769, 2352]);

/** Likeliest first. */
const ORDER = [
  'optional-where-undefined-is-answered-for',
  'zero-where-missing',
  'zero-though-guarded',
  'zero-of-length',
  'zero-of-matches',
  'zero-of-new-key',
  'empty-list-of-new-key',
  'zero-of-optional',
  'default-as-elsewhere',
  'list-made-first',
  'list-made-in-place',
  'non-null-where-guarded',
  'non-null-at-guarded-source',
  'guard-as-of-empty-list',
  'optional-where-undefined-is-wanted',
  'address-of-request',
  'empty-list-of-json',
  'null-of-json',
  'empty-list-of-optional',
  'empty-text-of-optional',
  'guard-as-others-of-function',
  'optional-of-optional-parameter',
  'optional-as-elsewhere',
  'guard-of-component',
  'guard-that-returns-nothing',
  'guard-where-nothing-is-there',
  'guard-that-throws',
];

export const possiblyNull: TypedRule = {
  id: 'typescript/possibly-null',
  family: 'typescript/types',
  answers: {
    codes: CODES,
    where({ errorType, message }) {
      const code = codeOf(errorType);
      if (code === NO_PROPERTY) return /\| (?:null|undefined)'/.test(message);
      return code === ARGUMENT || /possibly|undefined|null|void/.test(message);
    },
  },
  propose: (place) => checkedProposals(place, inOrder(ORDER, ideas(place))),
};

const MAX_PLACES = 3;

function ideas(place: TypedPlace): Idea[] {
  const { ts, file, code } = place;
  const out: Idea[] = [];
  for (const [candidate, expression] of missing(place).slice(0, MAX_PLACES).entries()) {
    const text = expression.getText(file);
    if (lacksMember(place, expression)) continue;
    const access = accessOf(ts, expression);
    const optional = access && !isAssigned(ts, chainOf(ts, expression)) ? tolerance(place, expression) : undefined;
    const guarded = isGuarded(place, expression);
    const instead = defaults(place, expression);
    const found: Idea[] = [...instead, ...(guarded ? [] : createdList(place, expression))];
    if (optional !== undefined)
      found.push({
        variant:
          optional === 'optional-as-elsewhere' && isOptionalParameter(place, expression) ? 'optional-of-optional-parameter' : optional,
        title: `Use '?.' after '${short(text)}'`,
        explanation: `'${short(text)}' may be missing; then the whole is undefined.`,
        edits: [at(expression.getEnd(), access && ts.isPropertyAccessExpression(access) ? '?' : '?.')],
      });
    // Where a file asserts nothing, a 0 that does the same is nearer to how it is written.
    if (guarded && (asserts(place) || !instead.some(({ variant }) => variant === 'zero-though-guarded')))
      found.push({
        variant: 'non-null-where-guarded',
        title: `Add '!' after '${short(text)}'`,
        explanation: `The code around makes sure that '${short(text)}' is there; '!' tells the checker so.`,
        edits: [at(expression.getEnd(), '!')],
      });
    const source = sourceOf(place, expression);
    const isSourceGuarded = !guarded && source !== expression && ts.isCallExpression(source) && isGuarded(place, source);
    const exit = isSourceGuarded && !asserts(place) ? exitWhereEmpty(place, source) : undefined;
    const asAbove = exit === undefined ? [] : guards(place, expression, undefined, { variant: 'guard-as-of-empty-list', code: exit });
    found.push(...asAbove);
    if (isSourceGuarded && asAbove.length === 0)
      found.push({
        variant: 'non-null-at-guarded-source',
        title: `Add '!' after '${short(source.getText(file))}'`,
        explanation: `The code around makes sure that '${short(source.getText(file))}' gives something; '!' tells the checker so.`,
        edits: [at(source.getEnd(), '!')],
      });
    // What the value is taken for is at the place itself; of its parts only the checker could say which.
    if (!guarded && asAbove.length === 0 && (candidate === 0 || !TAKEN.has(code))) found.push(...guards(place, expression));
    out.push(...found.map((idea) => ({ ...idea, features: { ...idea.features, candidate } })));
  }
  return out;
}

/** Whether the file says `!` of a value already. */
function asserts({ ts, file }: TypedPlace): boolean {
  const visit = (node: tsModule.Node): boolean => ts.isNonNullExpression(node) || (ts.forEachChild(node, visit) ?? false);
  return visit(file);
}

/** Expressions that the problem is about: the reported one, or the parts of what does not fit. */
function missing(place: TypedPlace): tsModule.Expression[] {
  const { code } = place;
  if (code === NO_PROPERTY) return [destructured(place)].filter((one) => one !== undefined);
  if (!TAKEN.has(code)) return [expressionAt(place)].filter((one) => one !== undefined);
  const value = valueAt(place);
  if (!value) return [];
  const parts = holedParts(place, value);
  return holesOf(place, value).length > 0 ? [value, ...parts.filter((one) => one !== value)] : parts;
}

/** What is read of it would not be there either: that it may be missing is the smaller half. */
function lacksMember({ ts, checker }: TypedPlace, expression: tsModule.Expression): boolean {
  const { parent } = expression;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== expression) return false;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(expression));
  return (type.flags & ts.TypeFlags.Any) === 0 && !type.isUnion() && checker.getPropertyOfType(type, parent.name.text) === undefined;
}
