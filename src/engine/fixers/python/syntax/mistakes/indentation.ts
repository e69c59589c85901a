/**
 * Mistake: a line or a block stands too deep or not deep enough.
 *
 * Before:  `if ready:` / `start()`   After:  `if ready:` / `    start()`
 *
 * When not: a body is missing altogether: no `pass` is invented.
 */
import type { OffsetEdit } from '../../../../syntax/edits';
import { columns } from '../../../../syntax/python-tokens';
import { belonging, bodies } from '../indentation/bodies';
import { MOVE } from '../indentation/indentation-costs';
import { levelsNear, MAX_ABOVE_ERROR, MAX_RUN, runs, type Run } from '../indentation/runs';
import { shapeCost } from '../indentation/shape';
import type { ErrorSite } from '../search/error-site';
import type { Mistake, Slip } from '../search/mistake';

export const indentation: Mistake = {
  id: 'python/indentation',
  explanation: 'The indentation says where a block begins and ends, and here it does not fit the lines around it.',
  movesLines: true,
  find,
};

const KINDS = new Set(['unexpected-indent', 'unmatched-dedent', 'missing-block', 'stray-clause', 'missing-except', 'tabs', 'outside']);

function find(site: ErrorSite): Slip[] {
  const fault = site.fault;
  if (!fault) return [];
  const structural = KINDS.has(fault.kind);
  // `elif` in the wrong place is also seen as a token that does not fit.
  const clause = /^[ \t]*(?:elif|else|except|finally|case)\b/.test(site.lineText(site.line));
  if (!structural && !clause) return [];
  const line = fault.at >= site.text.length ? site.codeLineUpTo(site.source.lineCount - 1) : site.line;
  if (line === undefined) return [];
  const levels = levelsNear(site, line);
  const out: Slip[] = [];
  const together = fault.kind === 'missing-block' ? belonging(site, line) : undefined;
  for (let back = 0; back <= MAX_ABOVE_ERROR; back++) {
    const first = line - back;
    if (first < 0) break;
    if (site.isBlank(first)) continue;
    const lost = back === 0 && fault.kind === 'missing-block' ? bodies(site, line) : [];
    for (const run of lost.length > 0 ? lost : runs(site, first, line)) {
      for (const target of levels) {
        const slip = shifted(site, run, target, back);
        if (slip)
          out.push(back === 0 && together !== undefined && run.last < together ? { ...slip, cost: slip.cost + MOVE.cutsBody } : slip);
      }
    }
  }
  if (fault.kind === 'outside' && /^'(?:return|yield|await|async)/.test(fault.why)) out.push(...orphaned(site, line));
  return out;
}

/** A `return` at the level of the function's head or further out: all from some line on slid out of the function. */
function orphaned(site: ErrorSite, line: number): Slip[] {
  const width = columns(site.source.indentOf(line)).wide;
  const out: Slip[] = [];
  let last = line;
  for (let at = line + 1; at < Math.min(site.source.lineCount, line + MAX_RUN); at++) {
    if (site.isBlank(at)) continue;
    if (columns(site.source.indentOf(at)).wide < width || /^\s*(?:def|class|@|if __name__)/.test(site.lineText(at))) break;
    last = at;
  }
  for (let first = line; first >= Math.max(0, line - MAX_RUN); first--) {
    if (site.isBlank(first)) continue;
    const here = columns(site.source.indentOf(first)).wide;
    if (here < width) break;
    const before = site.codeLineUpTo(first - 1);
    if (here !== width || before === undefined || columns(site.source.indentOf(before)).wide <= width) continue;
    // The level of the body that ended above: the shallowest one between here and its head.
    let body = site.source.indentOf(before);
    for (let at = before; at >= 0 && columns(site.source.indentOf(at)).wide > width; at--)
      if (!site.isBlank(at) && columns(site.source.indentOf(at)).wide < columns(body).wide) body = site.source.indentOf(at);
    const slip = shifted(site, { first, last, kind: 'block' }, body, 0);
    if (slip) out.push({ ...slip, cost: slip.cost + MOVE.outOfFunction });
  }
  return out;
}

function shifted(site: ErrorSite, run: Run, target: string, back: number): Slip | undefined {
  const indent = site.source.indentOf(run.first);
  const from = columns(indent).wide;
  const to = columns(target).wide;
  if (from === to && indent === target) return undefined;
  const edits: OffsetEdit[] = [];
  for (let line = run.first; line <= run.last; line++) {
    const old = site.source.indentOf(line);
    if (/^\s*$/.test(site.lineText(line))) continue;
    // A comment further out than the block stays where it is.
    if (site.isBlank(line) && columns(old).wide < from) continue;
    const rest = old.startsWith(indent) ? old.slice(indent.length) : rebuilt(site, columns(old).wide - from);
    edits.push({ start: site.lineStart(line), end: site.lineStart(line) + old.length, text: target + rest });
  }
  if (edits.length === 0) return undefined;
  const steps = Math.abs(to - from);
  let cost = MOVE.least + MOVE.perColumn * Math.min(steps, MOVE.mostColumns);
  if (back > 0) cost += MOVE.above + MOVE.perLineAbove * back;
  if (run.kind === 'block') cost += MOVE.block;
  if (run.kind === 'level') cost += MOVE.level + MOVE.perLineOfLevel * (run.last - run.first);
  if (run.kind === 'paragraph') cost += MOVE.paragraph;
  cost += run.length ?? 0;
  cost += shapeCost(site, run, target, to);
  return {
    title: describe(site, run, to > from),
    edits,
    variant: `${to > from ? 'indent' : 'unindent'}-${run.kind}`,
    cost,
    complete: true,
  };
}

function rebuilt(site: ErrorSite, width: number): string {
  if (width <= 0) return '';
  return site.unit === '\t' ? '\t'.repeat(Math.max(1, Math.round(width / 8))) : ' '.repeat(width);
}

function describe(site: ErrorSite, run: Run, deeper: boolean): string {
  const lines = run.last > run.first ? `lines ${run.first + 1} to ${run.last + 1}` : `'${clip(site.lineText(run.first).trim())}'`;
  return deeper ? `Indent ${lines}` : `Unindent ${lines}`;
}

const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 37)}…` : text);
