/**
 * A mistake that TypeScript has a code for, told by Node, ESLint or Biome in words of their own: it stands for what the type checker reports
 * at the place. Plain JavaScript is looked at as if `// @ts-check` stood on top.
 *
 * `const a = Animal('cat')` (Class constructor Animal cannot be invoked without 'new'): for TS2348.
 * `const n = 0; … n += 1` (Assignment to constant variable): for TS2588.
 * `for (const x of load())` (not iterable, `load` is async): for TS2488.
 *
 * When not: TypeScript sees nothing of that kind at the place; a missing value, which a guard would only hide.
 */
import type { Problem } from '../../../problem';
import { escaped } from '../framework/identifiers';
import { asChecked, innermost, type TypedPlace } from '../framework/typed-place';
import type { TypedRewrite } from '../framework/typed-rewrite';

interface Wording {
  /** Names of the error at its tools. */
  readonly types: readonly string[];
  readonly message: RegExp;
  /** What TypeScript calls it. */
  readonly codes: readonly number[];
}

const NO_MEMBER = [2339, 2551, 2550, 2576];
const NO_EXPORT = [2305, 2724, 2614, 2613, 2459, 2460];
const ANY = /(?:)/;
const WORDINGS: readonly Wording[] = [
  { types: ['TypeError'], message: / is not a function/, codes: [...NO_MEMBER, 2349] },
  { types: ['TypeError'], message: / is not iterable/, codes: [2488, 2461, 2495, 2548, 2569] },
  { types: ['TypeError'], message: /^Assignment to constant variable/, codes: [2588] },
  { types: ['TypeError'], message: /^Class constructor .+ cannot be invoked without 'new'/, codes: [2348] },
  { types: ['TypeError'], message: /^Cannot read properties of undefined \(reading '/, codes: NO_MEMBER },
  { types: ['ReferenceError'], message: /^Must call super constructor/, codes: [2377] },
  { types: ['SyntaxError'], message: /does not provide an export named/, codes: NO_EXPORT },
  { types: ['no-const-assign', 'lint/correctness/noConstAssign'], message: ANY, codes: [2588] },
  { types: ['import/named', 'import/default', 'import-x/named', 'import-x/default'], message: ANY, codes: NO_EXPORT },
  {
    types: ['constructor-super', 'no-this-before-super', 'lint/correctness/noInvalidConstructorSuper'],
    message: ANY,
    codes: [2377, 17009],
  },
];
const MAX_MEANT = 2;

const wordingOf = (problem: Pick<Problem, 'errorType' | 'message'>): Wording | undefined =>
  WORDINGS.find(({ types, message }) => types.includes(problem.errorType) && message.test(problem.message));

export const runtimeWords: TypedRewrite = {
  id: 'typescript/runtime-words',
  answers: { codes: [...new Set(WORDINGS.flatMap(({ types }) => types))], where: (problem) => wordingOf(problem) !== undefined },
  rewrite(place) {
    const wording = wordingOf(place);
    if (!wording) return [];
    return (asChecked(place) ?? place)
      .diagnostics(place.text)
      .filter((d) => wording.codes.includes(d.code) && isMeant(place, d))
      .slice(0, MAX_MEANT)
      .map(({ code, message, start, end }) => ({ errorType: `TS${code}`, message, start, end }));
  },
};

/** On the line that was told of, and about the name that was told. */
function isMeant({ text, start, end, message, ts, file }: TypedPlace, d: { start: number; end: number }): boolean {
  // The constructor as a whole is blamed; V8 tells the line that could not wait.
  if (message.startsWith('Must call super')) {
    const maker = ts.findAncestor(innermost(ts, file, start, start), ts.isConstructorDeclaration);
    return maker !== undefined && d.start >= maker.pos && d.end <= maker.end;
  }
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', Math.max(start, end));
  if (d.end < from || (to >= 0 && d.start > to)) return false;
  const read = /\(reading '(.+)'\)/.exec(message)?.[1];
  // The member before the one that was read is the one that is not there.
  if (read !== undefined) {
    const node = innermost(ts, file, d.start, d.end).parent;
    return (
      ts.isPropertyAccessExpression(node) &&
      ts.isPropertyAccessExpression(node.parent) &&
      node.parent.expression === node &&
      node.parent.name.text === read
    );
  }
  const called = /([\w$]+) is not a function/.exec(message)?.[1];
  return called === undefined || new RegExp(`(?<![\\w$])${escaped(called)}(?![\\w$])`).test(text.slice(d.start, d.end));
}
