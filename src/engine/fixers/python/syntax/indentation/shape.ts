// How usual the shape is that lines moved in or out give to the text.

import { columns } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';
import { SHAPE } from './indentation-costs';
import type { Run } from './runs';

/** A line behind which nothing of its block runs. */
export const TERMINAL = /^\s*(?:return|break|continue|raise)\b/;

/** What speaks against the lines at `to` columns, written as `target`. */
export const shapeCost = (site: ErrorSite, run: Run, target: string, to: number): number =>
  neighbours(site, run, target, to) + whereItStands(site, run, to);

/** What is unlikely in the shape that comes out: code behind a `return`, a function in mid-block, a body cut in two. */
function neighbours(site: ErrorSite, run: Run, target: string, to: number): number {
  let cost = 0;
  const before = site.codeLineUpTo(run.first - 1);
  if (before !== undefined) {
    const width = columns(site.source.indentOf(before)).wide;
    if (width === to && TERMINAL.test(site.lineText(before))) cost += SHAPE.unreachable;
    // It reads what only the block before it has just bound.
    const bound = /^\s*([A-Za-z_]\w*)\s*=[^=]/.exec(site.lineText(before))?.[1];
    if (width > to && bound && new RegExp(`(?<![\\w.])${bound}(?!\\w)`).test(site.lineText(run.first)) && site.uses(bound) <= 4)
      cost += SHAPE.readsBlockBefore;
    const opens = /:\s*(?:#.*)?$/.test(site.lineText(before));
    if (opens && target !== site.source.indentOf(before) + site.unit && to > width) cost += SHAPE.oddStep;
  }
  const after = site.codeLineFrom(run.last + 1);
  if (after !== undefined) {
    const width = columns(site.source.indentOf(after)).wide;
    const last = site.codeLineUpTo(run.last) ?? run.last;
    if (
      width === to &&
      TERMINAL.test(site.lineText(last)) &&
      columns(site.source.indentOf(last)).wide === columns(site.source.indentOf(run.first)).wide
    )
      cost += SHAPE.unreachableAfter;
    // One method goes in, its brother stays out.
    if (
      width === columns(site.source.indentOf(run.first)).wide &&
      /^\s*def\b/.test(site.lineText(run.first)) &&
      /^\s*def\s+\w+\s*\(\s*(?:self|cls)\b/.test(site.lineText(after))
    )
      cost += SHAPE.methodAlone;
    // Left outside, it would cut off what stands behind it.
    const beyond = site.codeLineFrom(after + 1);
    if (
      to > width &&
      width === columns(site.source.indentOf(run.first)).wide &&
      TERMINAL.test(site.lineText(after)) &&
      beyond !== undefined &&
      columns(site.source.indentOf(beyond)).wide === width
    )
      cost += SHAPE.cutsOffRest;
    // What follows would be too deep then.
    if (width > to && !/:\s*(?:#.*)?$/.test(site.lineText(last))) cost += SHAPE.tooDeepAfter;
  }
  return cost + endless(site, run, to);
}

/** The body that the lines become changes nothing that its `while` asks for, and the line behind does. */
function endless(site: ErrorSite, run: Run, to: number): number {
  const head = site.codeLineUpTo(run.first - 1);
  const asked =
    head === undefined || columns(site.source.indentOf(head)).wide >= to ? null : /^\s*while\b(.*):\s*(?:#.*)?$/.exec(site.lineText(head));
  if (!asked) return 0;
  const names = (asked[1] ?? '').match(/(?<![\w.])[A-Za-z_]\w*/g) ?? [];
  const changes = (line: number): boolean => {
    const text = site.lineText(line);
    return (
      /\b(?:break|return|raise|yield)\b/.test(text) ||
      names.some((name) =>
        new RegExp(
          `(?<![\\w.])${name}(?:\\s*(?:[-+*/%&|^]|//|\\*\\*|>>|<<)?=(?!=)|[\\w, ]*=(?!=)|\\[[^\\]]*\\]\\s*[-+*/]?=(?!=)|\\.\\w+\\()`,
        ).test(text),
      )
    );
  };
  for (let line = run.first; line <= run.last; line++) if (changes(line)) return 0;
  const after = site.codeLineFrom(run.last + 1);
  for (let line = after ?? site.source.lineCount, seen = 0; line < site.source.lineCount && seen < 6; line++, seen++)
    if (!site.isBlank(line) && columns(site.source.indentOf(line)).wide === columns(site.source.indentOf(run.first)).wide && changes(line))
      return SHAPE.endlessLoop;
  return 0;
}

/** What usually stands where: statements in a class's body or behind the last function of a file are rare. */
function whereItStands(site: ErrorSite, run: Run, to: number): number {
  const text = site.lineText(run.first).trim();
  let opener: string | undefined;
  for (let line = run.first - 1; line >= 0; line--) {
    if (site.isBlank(line)) continue;
    const width = columns(site.source.indentOf(line)).wide;
    if (width < to) {
      opener = /^(?:async\s+)?(\w+)/.exec(site.lineText(line).trim())?.[1];
      break;
    }
  }
  const definition = /^(?:@|def\b|class\b|async\s+def\b)/.test(text);
  // A loop that always ends in its first round.
  if ((opener === 'for' || opener === 'while') && /^(?:return|break)\b/.test(text)) return SHAPE.loopOfOneRound;
  if (opener === 'class') return definition || /^(?:\w+\s*[:=]|"|'|pass\b)/.test(text) ? 0 : SHAPE.statementInClass;
  if (to === 0 && /^(?:return|yield)\b/.test(text)) return SHAPE.returnInModule;
  if (to === 0 && !definition && /\bself\b/.test(text)) return SHAPE.selfInModule;
  if (definition && /^def\s+\w+\s*\(\s*(?:self|cls)\b/.test(text) && opener === undefined) return SHAPE.methodOutsideClass;
  return 0;
}
