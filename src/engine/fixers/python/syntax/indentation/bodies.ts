// A header whose body lost its indentation: how far the body may reach.

import { columns, lexLine } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';
import { BODY } from './indentation-costs';
import { MAX_RUN, type Run } from './runs';
import { TERMINAL } from './shape';

/** Lines below a head whose body lost its indentation that are asked whether they belong to it. */
const MAX_BODY = 12;

/**
 * The last line that can hardly stand outside the body that begins at `line`: it reads what only the head or the body binds, sets what the
 * branch above sets too, raises again what was caught, or the body begins with the text that documents a function.
 */
export function belonging(site: ErrorSite, line: number): number {
  const head = site.codeLineUpTo(line - 1);
  if (head === undefined) return line;
  const opener = site.lineText(head);
  const width = columns(site.source.indentOf(line)).wide;
  if (columns(site.source.indentOf(head)).wide !== width) return line;
  // What is imported for the type checker alone is imported there to the last.
  if (/\bTYPE_CHECKING\s*:/.test(opener) && IMPORT.test(site.lineText(line))) {
    let last = line;
    for (let at = line; at < Math.min(site.source.lineCount, line + MAX_IMPORTS) && IMPORT.test(site.lineText(at)); at++) last = at;
    return last;
  }
  // What the same function names above the head may be meant below the body as well.
  let start = head - 1;
  while (
    start > 0 &&
    head - start < MAX_ABOVE &&
    !(/^\s*(?:async\s+)?def\b/.test(site.lineText(start)) && columns(site.source.indentOf(start)).wide < width)
  )
    start--;
  const above = site.text.slice(site.lineStart(Math.max(0, start)), site.lineStart(head));
  const fresh = (name: string): boolean => !new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(above);
  const definition = /^\s*(?:async\s+)?def\b/.test(opener);
  /** What the head binds, and what the lines that surely belong bind. */
  const given = new Set<string>();
  const set = new Set<string>();
  for (const found of opener.matchAll(/(?:\bfor\s+([\w, ()]+?)\s+in\b)|\bas\s+(\w+)/g))
    for (const name of (found[1] ?? found[2] ?? '').match(/[A-Za-z_]\w*/g) ?? []) if (fresh(name)) given.add(name);
  if (definition) for (const found of opener.slice(opener.indexOf('(')).matchAll(/[(,]\s*\**([A-Za-z_]\w*)/g)) given.add(found[1] ?? '');
  const branch = branchAbove(site, head, width);
  const documented = definition && /^\s*[rR]?(?:"|')/.test(site.lineText(line));
  let last = line;
  let before: string | undefined;
  for (let at = line, gap = 0; at < Math.min(site.source.lineCount, line + MAX_BODY); at++) {
    const text = site.lineText(at);
    if (site.isBlank(at)) {
      if (!text.trim() && !definition) break;
      continue;
    }
    const here = columns(site.source.indentOf(at)).wide;
    if (here < width || (here === width && /^\s*(?:def|class|@)\b/.test(text))) break;
    // An f-string reads names too.
    const code = text.replace(/(?<![fF])(['"]).*?\1/g, "''");
    const bound = here === width ? /^\s*([A-Za-z_]\w*)\s*=[^=]/.exec(code)?.[1] : undefined;
    const read: readonly string[] = code.slice(bound ? code.indexOf('=') : 0).match(/(?<![\w.])[A-Za-z_]\w*/g) ?? [];
    if (at > line) {
      const again = /^\s*except\b/.test(opener) && /^\s*raise\s*(?:#.*)?$/.test(text);
      const told = before !== undefined && !branch.has(before) && /^\s*raise\b/.test(code) && read.includes(before);
      const near = gap === 0 && (again || told || read.some((name) => set.has(name)));
      if (near || read.some((name) => given.has(name)) || (documented && here === width) || (bound !== undefined && branch.has(bound))) {
        last = at;
        gap = 0;
      } else if (last > line && last === at - 1 && here > width) last = at;
      else if (here === width) gap++;
    }
    // `n = n + 1` was set before.
    if (last === at && bound && fresh(bound) && !read.includes(bound)) set.add(bound);
    before = bound;
    if (here === width && TERMINAL.test(text)) break;
  }
  return last;
}

const IMPORT = /^\s*(?:import|from)\s/;
const MAX_IMPORTS = 200;

/** Lines above the head in which a name counts as known there. */
const MAX_ABOVE = 150;

/** What the branches above an `else`, `elif` or `except` set. */
function branchAbove(site: ErrorSite, head: number, width: number): ReadonlySet<string> {
  const out = new Set<string>();
  if (!/^\s*(?:else|elif|except)\b/.test(site.lineText(head))) return out;
  for (let at = head - 1; at >= Math.max(0, head - MAX_RUN); at--) {
    if (site.isBlank(at)) continue;
    if (columns(site.source.indentOf(at)).wide <= width && !/^\s*(?:elif|except)\b/.test(site.lineText(at))) break;
    const name = /^\s*([A-Za-z_]\w*)\s*=[^=]/.exec(site.lineText(at))?.[1];
    if (name) out.add(name);
  }
  return out;
}

/** Of a body and the statements behind it up to the next blank line: how often it is the first alone, how often all. Counted in the standard library; for two statements, and for more. */
const SHARES: Readonly<Record<string, readonly [readonly [number, number], readonly [number, number]]>> = {
  if: [
    [0.72, 0.28],
    [0.6, 0.14],
  ],
  for: [
    [0.59, 0.41],
    [0.27, 0.26],
  ],
  while: [
    [0.44, 0.56],
    [0.12, 0.34],
  ],
  with: [
    [0.46, 0.54],
    [0.23, 0.45],
  ],
  else: [
    [0.54, 0.46],
    [0.42, 0.28],
  ],
  try: [
    [0.55, 0.45],
    [0.5, 0.22],
  ],
};
/** A body that goes on behind a blank line, by what opens it: functions and classes mostly do. */
const BEYOND = 0.1;
const MAX_STATEMENTS = 14;

/** The same of what is no plain block, set by hand: the whole of it, to the next blank line, or less. */
const LENGTHS = {
  /** A clause of the header follows: all before it is its body. */
  closed: { whole: 0.9, shorter: 0.05 },
  definition: { whole: 0.85, paragraph: 0.2, shorter: 0.05 },
  definitionInModule: { whole: 0.25, paragraph: 0.6, shorter: 0.05 },
};

/** The bodies that a header without one may have: one statement below it, two, three … to the end of their level. */
export function bodies(site: ErrorSite, line: number): Run[] {
  const head = site.codeLineUpTo(line - 1);
  const width = columns(site.source.indentOf(line)).wide;
  if (head === undefined || columns(site.source.indentOf(head)).wide > width) return [];
  const opener = /^\s*(?:async\s+)?(\w+)/.exec(site.lineText(head))?.[1] ?? '';
  const definition = opener === 'def' || opener === 'class';
  const ends: { last: number; beyond: boolean }[] = [];
  let beyond = false;
  let compound = false;
  /** A clause of the header follows: all before it is its body. */
  let closed = false;
  for (let at = site.lineStart(line), before = line - 1; ends.length < MAX_STATEMENTS;) {
    const next = lexLine(site.text, at);
    if (!next) break;
    const first = site.source.lineOf(next.start);
    const { wide } = columns(next.indent);
    if (wide < width || first > line + MAX_RUN) break;
    const word = next.tokens[0]?.text ?? '';
    const last = site.source.lineOf(Math.max(next.start, (next.tokens[next.tokens.length - 1]?.end ?? next.start) - 1));
    const clause = /^(?:elif|else|except|finally|case)$/.test(word);
    if (wide === width && clause && !compound) {
      closed = ends.length > 0;
      break;
    }
    if (definition && width === 0 && first > line && first - before > 2) break;
    const method = opener === 'class' && /^\s*(?:@|(?:async\s+)?def\s+\w+\s*\(\s*(?:self|cls)\b)/.test(site.lineText(first));
    if (
      wide === width &&
      !clause &&
      !method &&
      first > line &&
      (/^(?:def|class|@)$/.test(word) || word === 'async') &&
      (definition || blankBetween(site, before, first))
    )
      break;
    if (blankBetween(site, before, first) && wide === width) beyond = true;
    const known = ends[ends.length - 1];
    if ((wide > width || clause) && known) known.last = last;
    else ends.push({ last, beyond });
    before = last;
    if (wide === width && TERMINAL.test(site.lineText(first))) break;
    if (wide === width) compound = /^(?:if|elif|else|for|while|try|except|with|async|match)$/.test(word);
    if (next.next <= at) break;
    at = next.next;
  }
  const near = ends.filter((end) => !end.beyond).length;
  const kind = SHARES[opener === 'elif' ? 'if' : opener === 'except' || opener === 'finally' ? 'try' : opener] ?? SHARES['else'];
  const found = ends.map((end, i) => {
    const [one, all] = kind?.[near > 2 ? 1 : 0] ?? [0.5, 0.5];
    const whole = i === ends.length - 1;
    let share = near === 1 ? 1 : i === 0 ? one : i === near - 1 ? all : (1 - one - all) / Math.max(1, near - 2);
    if (end.beyond) share = whole ? BEYOND : BEYOND / 3;
    if (definition) {
      const { whole: all, paragraph, shorter } = width === 0 && near < ends.length ? LENGTHS.definitionInModule : LENGTHS.definition;
      const toBlank = i === near - 1;
      share = width === 0 && near < ends.length && toBlank ? paragraph : whole ? all : toBlank ? paragraph : shorter;
    }
    if (closed) share = whole ? LENGTHS.closed.whole : LENGTHS.closed.shorter;
    return { first: line, last: end.last, kind: 'body' as const, length: -BODY.perShare * Math.log(share) };
  });
  // That the body lost its indentation is as likely as ever, however long it is.
  const least = Math.min(...found.map((run) => run.length));
  const out: Run[] = found.map((run) => ({ ...run, length: run.length - least + BODY.likeliest }));
  // What stands below the first line may be deep enough already.
  const alone = out[0];
  return alone && alone.last > line ? [{ ...alone, last: line }, ...out] : out;
}

function blankBetween(site: ErrorSite, before: number, line: number): boolean {
  for (let at = before + 1; at < line; at++) if (!site.lineText(at).trim()) return true;
  return false;
}
