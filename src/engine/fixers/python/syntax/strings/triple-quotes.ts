// A text in triple quotes that does not close where it should.

import { recognise } from '../../../../syntax/python-grammar';
import { columns, lexLine, type Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';
import type { Slip } from '../search/mistake';
import { OWN_LINE, RUN_ON, TRIPLE } from './string-costs';
import { opening } from './string-token';

/** `"""text"`, `"""text""`, and a closing `"""` that was forgotten. */
export function tripleQuotes(site: ErrorSite): Slip[] {
  const out: Slip[] = [];
  const ends = runOn(site);
  if (ends.length > 0) return ends;
  const broken = site.tokens.find((token) => token.type === 'bad' && /^[a-zA-Z]{0,2}('''|""")/.test(token.text));
  if (!broken) return out;
  const { prefix, quote } = opening(broken);
  const first = site.source.lineOf(broken.start);
  const mark = quote[0] ?? '"';
  let swallowed = 0;
  for (let line = first; line < Math.min(site.source.lineCount, first + 60); line++) {
    const from = line === first ? broken.start + prefix.length + 3 : site.lineStart(line);
    const text = site.text.slice(from, site.lineEnd(line));
    // Code at the text's own level: the text ended before it.
    if (line > first && CODE.test(site.lineText(line)))
      swallowed +=
        columnsOf(site.lineText(line)) <= site.source.indentOf(first).length
          ? TRIPLE.perSwallowedStatement
          : TRIPLE.perSwallowedDeeperStatement;
    const nearer = TRIPLE.perLine * (line - first) + swallowed;
    const partial = /("{1,2}|'{1,2})\s*$/.exec(text);
    if (partial?.[1]?.[0] === mark) {
      const at = from + partial.index;
      out.push({
        title: `Close the string with ${quote}`,
        edits: [{ start: at, end: at + (partial[1]?.length ?? 1), text: quote }],
        variant: 'triple-partial-mark',
        cost: TRIPLE.partialMark + nearer,
      });
    }
    if (/^\s*(?:"{1,2}|'{1,2})\s*$/.test(text)) continue;
    const end = site.lineEnd(line) - (/\s*$/.exec(text)?.[0].length ?? 0);
    const next = site.lineText(line + 1);
    const indent = site.source.indentOf(first).length;
    const code =
      next.trim() === '' ||
      (columnsOf(next) <= indent && /^\s*(?:[\w.\[\]]+\s*(?:=|\()|def\b|class\b|return\b|if\b|for\b|while\b|import\b|from\b|@)/.test(next));
    if (text.trim())
      out.push({
        title: `Close the string with ${quote}`,
        edits: [{ start: end, end, text: quote }],
        variant: 'triple-behind-line',
        cost: (line === first ? TRIPLE.onFirstLine : TRIPLE.onLaterLine) + nearer + (code ? 0 : TRIPLE.beforeProse),
      });
    else if (line > first) {
      // Blanks alone on the last line before the code: the marks stood behind them.
      const stood = text === site.source.indentOf(first) && columnsOf(next) <= text.length && CODE.test(next);
      out.push({
        title: `Close the string with ${quote}`,
        edits: [{ start: site.lineStart(line), end: end, text: site.source.indentOf(first) + quote }],
        variant: 'triple-on-blank-line',
        cost: (stood ? TRIPLE.onLeftBlanks : TRIPLE.onBlankLine) + nearer,
      });
    }
  }
  // One that was opened by accident: the quotes of an ordinary string doubled.
  out.push({
    title: `Remove the stray ${quote}`,
    edits: [{ start: broken.start, end: broken.start + prefix.length + 3, text: '' }],
    variant: 'triple-stray',
    cost: broken.text.trim().length <= prefix.length + 3 ? TRIPLE.strayAlone : TRIPLE.stray,
  });
  return out;
}

/** Lines of earlier text looked through for a closing mark that was lost. */
const LOOKED = 300;
/** Texts that may have run on, lines of each, and characters read to find where one of them ends. */
const MAX_RUN_ON = 3;
const MAX_PROSE = 400;
const MAX_WORK = 400_000;

/** A text whose end was lost runs on to where the next one begins, or to the end: it ends at the first line behind which all is code. */
function runOn(site: ErrorSite): Slip[] {
  const tokens = site.scan.lines.slice(-LOOKED).flatMap(({ line }) => line.tokens);
  let found = 0;
  for (let i = tokens.length - 1; i >= 0 && found < MAX_RUN_ON; i--) {
    const token = tokens[i];
    if (!token || token.start > site.reach || !/^[a-zA-Z]{0,2}(?:"""|''')/.test(token.text) || !/[\r\n]/.test(token.text)) continue;
    found++;
    if (closedOnOwnLine(site, token)) continue;
    const end = endOfProse(site, token);
    if (end !== undefined) return closings(site, token, end);
  }
  return [];
}

/** The marks behind it stand alone, as deep as where it begins, and no `def …:` stands above them: they close it and open nothing. */
function closedOnOwnLine(site: ErrorSite, token: Token): boolean {
  if (token.type === 'bad') return false;
  const { quote } = opening(token);
  const last = site.source.lineOf(token.end);
  const indent = site.source.indentOf(site.source.lineOf(token.start));
  if (site.lineText(last).trimEnd() !== indent + quote) return false;
  let above = last - 1;
  while (above > 0 && !site.lineText(above).trim()) above--;
  return !/[:=(,]$/.test(site.lineText(above).trimEnd());
}

/** The first line that the text can end with, so that what stands behind it parses. */
function endOfProse(site: ErrorSite, token: Token): number | undefined {
  const { prefix, quote } = opening(token);
  const first = site.source.lineOf(token.start);
  const width = columns(site.source.indentOf(first)).wide;
  const until = Math.min(site.source.lineOf(Math.min(token.end, site.text.length)), first + MAX_PROSE);
  const limit = site.scan.work + MAX_WORK;
  let further: number | undefined;
  for (let line = first; line <= until && site.scan.work < limit; line++) {
    const next = lexLine(site.text, site.lineStart(line + 1));
    // What it ran over is code before its last line.
    if (token.type !== 'bad' && next && next.start >= site.lineStart(until)) break;
    if (
      next &&
      (columns(next.indent).wide > width ||
        next.tokens[0]?.type === 'bad' ||
        /^(?:''|"")$/.test(next.tokens[0]?.text ?? '') ||
        !recognise(next.tokens).ok)
    )
      continue;
    const from = line === first ? token.start + prefix.length + 3 : site.lineStart(line);
    const text = site.text.slice(from, site.lineEnd(line));
    const partial = partialMark(text, quote)?.length ?? 0;
    const cut = text.trimEnd().length - partial;
    const result = site.scan.edited([{ start: from + cut, end: from + text.length, text: quote }]);
    if (!result.fault) return line > first && CODE.test(text) && columns(site.source.indentOf(line)).wide <= width ? undefined : line;
    // Another error, well behind the text.
    if (token.type !== 'bad' && site.source.lineOf(Math.min(site.text.length, result.fault.reach)) > until + 1) further ??= line;
    // It ends here, and something else is wrong further on.
    if (partial > 0) return further;
  }
  return further;
}

/** One or two marks at the line's end where three belong. */
const partialMark = (text: string, quote: string): string | undefined =>
  new RegExp(`(?<![\\\\${quote[0] ?? ''}])${quote[0] ?? ''}{1,2}(?=\\s*$)`).exec(text)?.[0];

const settled = (variant: string, cost: number): Pick<Slip, 'variant' | 'cost' | 'complete' | 'settled'> => ({
  variant,
  cost,
  complete: true,
  settled: true,
});

/** The ways to close a text whose last words stand on line `end`: behind them, or on a line of its own. */
function closings(site: ErrorSite, token: Token, end: number): Slip[] {
  const { prefix, quote } = opening(token);
  const first = site.source.lineOf(token.start);
  const indent = site.source.indentOf(first);
  const title = `Close the string with ${quote}`;
  const from = end === first ? token.start + prefix.length + 3 : site.lineStart(end);
  const text = site.text.slice(from, site.lineEnd(end));
  const behind = from + text.trimEnd().length;
  const partial = partialMark(text, quote);
  if (partial)
    return [
      { title, edits: [{ start: behind - partial.length, end: behind, text: quote }], ...settled('run-on-partial-mark', RUN_ON.plain) },
    ];
  const out: Slip[] = [];
  let blank = end + 1;
  let stood: number | undefined;
  for (; blank < site.source.lineCount && !site.lineText(blank).trim(); blank++)
    if (indent && site.lineText(blank) === indent) stood ??= blank;
  const own = ownLine(site, end === first);
  const glued = { title, edits: [{ start: behind, end: behind, text: quote }] };
  if (stood !== undefined) {
    // Blanks alone on a line: the marks stood behind them.
    out.push({
      title,
      edits: [{ start: site.lineStart(stood), end: site.lineEnd(stood), text: indent + quote }],
      ...settled('run-on-to-left-blanks', RUN_ON.plain),
    });
    out.push({ ...glued, ...settled('run-on-behind-line', RUN_ON.besideLeftBlanks) });
    return out;
  }
  // Two empty lines where the text begins at the margin: the marks stood on the first of the last two.
  const room = blank - end - 1;
  const roomy = !indent && room > 0 && end > first && (room > 1 || (blank < site.source.lineCount && own > 0.5));
  const mark = Math.max(end + 1, blank - 2);
  const alone = roomy
    ? { title, edits: [{ start: site.lineStart(mark), end: site.lineEnd(mark), text: quote }] }
    : { title, edits: [{ start: site.lineEnd(end), end: site.lineEnd(end), text: site.source.eol + indent + quote }] };
  const habit = end === first ? OWN_LINE.ofOneLine : !roomy ? own : room > 1 ? OWN_LINE.beforeTwoEmptyLines : OWN_LINE.beforeOneEmptyLine;
  const costOf = (share: number): number => Math.max(RUN_ON.plain, -RUN_ON.perHabit * Math.log(share));
  out.push({ ...glued, ...settled('run-on-behind-line', costOf(1 - habit)) });
  out.push({ ...alone, ...settled('run-on-own-line', costOf(habit)) });
  return out;
}

/** How often the file closes a text of several lines on a line of its own. */
function ownLine(site: ErrorSite, single: boolean): number {
  if (single) return OWN_LINE.ofOneLine;
  let own = 0;
  let all = 0;
  for (const found of site.text.matchAll(/^([ \t]*)(?:[^\s"'].*)?(?:"""|''')[ \t]*$/gm)) {
    if (/^\s*[a-zA-Z]{0,2}(?:"""|''').*\S.*(?:"""|''')\s*$/.test(found[0])) continue;
    all++;
    if (/^\s*(?:"""|''')/.test(found[0])) own++;
  }
  return (own + 1) / (all + 2);
}

/** Reads like a statement, not like prose. */
const CODE =
  /^\s*(?:[\w.\[\]]+\s*(?:[-+*/]?=|\()|(?:def|class|return|if|elif|else|for|while|import|from|try|except|with|raise)\b.*[:=(]|return\b|@\w)/;
const columnsOf = (line: string): number => /^[ \t]*/.exec(line)?.[0].length ?? 0;
