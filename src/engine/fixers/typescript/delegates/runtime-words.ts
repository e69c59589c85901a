/**
 * Mistake: one that TypeScript has a code for, told by Node, ESLint or Biome in words of their own. In plain JavaScript the type checker looks
 * at the place as if `// @ts-check` stood on top; what it reports there is healed by the rules for its code.
 *
 * Before:  `const a = Animal('cat')` (Class constructor Animal cannot be invoked without 'new')       After:  `const a = new Animal('cat')`
 * Before:  `const n = 0; … n += 1` (Assignment to constant variable)                                   After:  `let n = 0; …`
 * Before:  `for (const x of load())` (not iterable, `load` is async)                                   After:  `for (const x of await load())`
 *
 * When not: TypeScript sees nothing of that kind at the place; a missing value, which a guard would only hide.
 *
 * Tests: translated.test.ts
 */
import type { Problem } from '../../../problem';
import { innermost, placeOf, type TypedPlace, type TypedProposal, type TypedRule } from '../framework/typed-rule';

interface Words {
  /** The tool's name of the error. */
  readonly type: RegExp;
  readonly message: RegExp;
  /** What TypeScript calls it. */
  readonly codes: readonly number[];
}

const NO_MEMBER = [2339, 2551, 2550, 2576];
const NO_EXPORT = [2305, 2724, 2614, 2613, 2459, 2460];
const WORDS: readonly Words[] = [
  { type: /^TypeError$/, message: / is not a function/, codes: [...NO_MEMBER, 2349] },
  { type: /^TypeError$/, message: / is not iterable/, codes: [2488, 2461, 2495, 2548, 2569] },
  { type: /^TypeError$/, message: /^Assignment to constant variable/, codes: [2588] },
  { type: /^TypeError$/, message: /^Class constructor .+ cannot be invoked without 'new'/, codes: [2348] },
  { type: /^TypeError$/, message: /^Cannot read properties of undefined \(reading '/, codes: NO_MEMBER },
  { type: /^SyntaxError$/, message: /does not provide an export named/, codes: NO_EXPORT },
  { type: /^(?:no-const-assign|lint\/correctness\/noConstAssign)$/, message: /./, codes: [2588] },
  { type: /^(?:import|import-x)\/(?:named|default)$/, message: /./, codes: NO_EXPORT },
  { type: /^(?:constructor-super|no-this-before-super|lint\/correctness\/noInvalidConstructorSuper)$/, message: /./, codes: [2377, 17009] },
];

const meaning = (problem: Pick<Problem, 'errorType' | 'message'>): Words | undefined =>
  WORDS.find(({ type, message }) => type.test(problem.errorType) && message.test(problem.message));

/** Over the rules that know TypeScript's codes. */
export function translated(rules: readonly TypedRule[]): TypedRule {
  return {
    id: 'typescript/translated',
    answers: (problem) => meaning(problem) !== undefined,
    propose(place) {
      const words = meaning(place);
      const checked = words && asChecked(place);
      if (!words || !checked) return [];
      const found: TypedProposal[] = [];
      for (const d of checked
        .diagnostics(place.text)
        .filter((one) => words.codes.includes(one.code) && isAt(place, one))
        .slice(0, 2)) {
        const told = { errorType: `TS${d.code}`, message: d.message };
        const seen = placeOf(checked, d.start, d.end, told.errorType, told.message);
        for (const rule of rules) {
          if (!rule.answers(told)) continue;
          for (const proposal of rule.propose(seen)) {
            // It must be gone, whatever the rule asks for by itself.
            const proof = seen.prove(applied(place.text, proposal));
            if (proof.gone && proof.fresh.length === 0) found.push(proposal);
          }
        }
      }
      return found;
    },
  };
}

function applied(text: string, { edits }: TypedProposal): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((now, edit) => now.slice(0, edit.start) + edit.text + now.slice(edit.end), text);
}

const CHECK = '// @ts-check\n';

/** The same place in a file that is type-checked, also where the project leaves its JavaScript alone. */
function asChecked(place: TypedPlace): TypedPlace | undefined {
  if (!/\.[cm]?jsx?$/.test(place.path)) return place;
  const diagnostics: TypedPlace['diagnostics'] = (text) =>
    place
      .diagnostics(CHECK + text)
      .map((d) => ({ ...d, start: Math.max(0, d.start - CHECK.length), end: Math.max(0, d.end - CHECK.length) }));
  return { ...place, diagnostics };
}

/** On the line that was told of, and about the name that was told. */
function isAt({ text, start, end, message, ts, file }: TypedPlace, d: { start: number; end: number }): boolean {
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
  return called === undefined || new RegExp(`(?<![\\w$])${called.replace(/\$/g, '\\$')}(?![\\w$])`).test(text.slice(d.start, d.end));
}
