// The syntax mistakes as fixers: each offers the repairs that read the place as its own mistake.

import { isSyntax } from '../../../detect/family';
import type { Problem } from '../../../problem';
import type { OffsetEdit } from '../../../syntax/edits';
import { scanOf } from '../../../syntax/python-parser';
import { lexAll, type LogicalLine } from '../../../syntax/python-tokens';
import type { SourceText } from '../../../syntax/source-text';
import { PYTHON, type Answers, type FixContext, type Fixer, type Proposal } from '../../fixer';
import { mistakes } from './registry';
import { ErrorSite } from './search/error-site';
import type { Mistake } from './search/mistake';
import { rankRepairs, type Repair } from './search/rank-repairs';

/** A repair that is outweighed by more than this share of the others is noise. */
const MIN_SHARE = 0.04;

/** Classes that mean broken syntax, whatever the words. */
const CLASSES = ['SyntaxError', 'IndentationError', 'TabError'];

/** What pyright says of broken syntax has no rule name. */
const PYRIGHT_MESSAGE =
  /expected|unindent|indent|was not closed|unterminated|invalid (?:character|expression|number|token)|not supported in python|not allowed|can be used only|operator "<>"|backtick|requires? python|unpack operator|positional argument|tabs?\b|before global declaration|no binding for nonlocal/i;
/** A problem with a code of its own is another mistake, whatever its words: an argument that should be `expected` parses. */
const isPyright = ({ source, errorType }: Problem): boolean =>
  /^(?:pyright|pylance|basedpyright)$/i.test(source) && (errorType === '' || CLASSES.includes(errorType));

const ofSyntax = (problem: Problem): boolean =>
  isSyntax(problem) || /^(?:IndentationError|TabError)$/.test(problem.errorType) || isPyright(problem);

function answersOf({ crashes }: Mistake): Answers {
  return {
    families: ['syntax', 'indentation'],
    codes: CLASSES,
    messages: crashes ? [PYRIGHT_MESSAGE, crashes] : [PYRIGHT_MESSAGE],
    where: (problem) => ofSyntax(problem) || (crashes?.test(problem.message) ?? false),
  };
}

export const syntaxFixers: readonly Fixer[] = mistakes.map((mistake) => ({
  id: mistake.id,
  languages: PYTHON,
  family: 'python/syntax',
  answers: answersOf(mistake),
  propose: (context) => propose(mistake, context),
}));

function propose(mistake: Mistake, context: FixContext): Proposal[] {
  const { source, problem, start } = context;
  const crash = mistake.crashes?.test(problem.message) ?? false;
  if (!crash && !isFirstError(context)) return [];
  const place = `${start}|${problem.errorType}|${problem.message}`;
  return rankRepairs(source, () => new ErrorSite(source, problem, start), crash ? [mistake] : mistakes, place)
    .filter((repair) => repair.mistakes[0] === mistake.id && repair.share >= MIN_SHARE)
    .map((repair) => proposal(mistake, source, repair));
}

function proposal(mistake: Mistake, source: SourceText, repair: Repair): Proposal {
  const alike = repairedAlike(mistake, source, repair.edits);
  return {
    title: alike.count === 0 ? repair.title : `${repair.title}, and ${alike.count} more like it`,
    explanation: mistake.explanation,
    edits: alike.edits,
    variant: repair.variant,
    features: {
      share: repair.share,
      shareOdds: Math.max(-6, Math.min(6, Math.log(repair.share / (1 - repair.share)))),
      cost: repair.cost,
      lead: repair.lead,
      leavesError: repair.leaves === 'next' ? 1 : 0,
      alike: alike.count,
    },
  };
}

const lexed = new WeakMap<SourceText, readonly LogicalLine[]>();

function linesOf(source: SourceText): readonly LogicalLine[] {
  let lines = lexed.get(source);
  if (!lines) lexed.set(source, (lines = lexAll(source.text)));
  return lines;
}

/** Enough for any module, and few enough to read. */
const MAX_ALIKE = 500;

/** The repair with the same mistake everywhere else in the file. */
function repairedAlike(
  mistake: Mistake,
  source: SourceText,
  repair: readonly OffsetEdit[],
): { readonly edits: readonly OffsetEdit[]; readonly count: number } {
  const none = { edits: repair, count: 0 };
  const first = repair[0];
  if (!mistake.elsewhere || !first) return none;
  const found: { readonly kind: string; readonly edits: readonly OffsetEdit[] }[] = [];
  for (const line of linesOf(source)) {
    const reach = line.tokens[line.tokens.length - 1]?.end ?? line.start;
    for (const [kind, slip] of mistake.elsewhere({ text: source.text, source, broken: line, reach }))
      if (slip) found.push({ kind, edits: slip.edits });
    if (found.length > MAX_ALIKE) return none;
  }
  const touches = (edits: readonly OffsetEdit[]): boolean =>
    edits.some((edit) => repair.some((own) => edit.start <= own.end && own.start <= edit.end));
  const kind = found.find((one) => touches(one.edits))?.kind;
  const others = found.filter((one) => one.kind === kind && !touches(one.edits));
  return others.length === 0
    ? none
    : { edits: [...repair, ...others.flatMap((one) => one.edits)].sort((a, b) => a.start - b.start), count: others.length };
}

/** A language server reports every error of a text; what is mended here is the first. CPython reports no other. */
function isFirstError({ source, problem, start }: FixContext): boolean {
  const fault = scanOf(source).fault;
  if (!fault || problem.source === 'python') return true;
  const line = source.lineOf(start);
  return line >= source.lineOf(fault.at) - 1 && line <= source.lineOf(Math.min(fault.reach, source.text.length)) + 1;
}
