/**
 * Mistake: a line or a block stands too deep or not deep enough.
 *
 * Before:  `if ready:` / `start()`   After:  `if ready:` / `    start()`
 *
 * When not: a body is missing altogether: no `pass` is invented.
 */
import type { OffsetEdit } from '../../../../syntax/edits';
import { columns, lexLine } from '../../../../syntax/python-tokens';
import type { Mistake, Slip } from '../search/mistake';
import type { Site } from '../search/error-site';

export const indentation: Mistake = {
  id: 'python/indentation',
  explanation: 'The indentation says where a block begins and ends, and here it does not fit the lines around it.',
  find,
};

/** Lines above the error that may be the ones that are wrong. */
const ABOVE = 6;
const MAX_RUN = 60;

const KINDS = new Set(['unexpected-indent', 'unmatched-dedent', 'missing-block', 'stray-clause', 'missing-except', 'tabs', 'outside']);

function find(site: Site): Slip[] {
  const fault = site.fault;
  if (!fault) return [];
  const structural = KINDS.has(fault.kind);
  // `elif` in the wrong place is also seen as a token that does not fit.
  const clause = /^[ \t]*(?:elif|else|except|finally|case)\b/.test(site.lineText(site.line));
  if (!structural && !clause) return [];
  const line = fault.at >= site.text.length ? lastCode(site, site.source.lineCount - 1) : site.line;
  if (line === undefined) return [];
  const levels = levelsNear(site, line);
  const out: Slip[] = [];
  const together = fault.kind === 'missing-block' ? belonging(site, line) : undefined;
  for (let back = 0; back <= ABOVE; back++) {
    const first = line - back;
    if (first < 0) break;
    if (site.isBlank(first)) continue;
    const lost = back === 0 && fault.kind === 'missing-block' ? bodies(site, line) : [];
    for (const run of lost.length > 0 ? lost : runs(site, first, line)) {
      for (const target of levels) {
        const slip = shifted(site, line, run, target, back);
        if (slip) out.push(back === 0 && together !== undefined && run.last < together ? { ...slip, cost: slip.cost + 2.2 } : slip);
      }
    }
  }
  if (fault.kind === 'outside' && /^'(?:return|yield|await|async)/.test(fault.why)) out.push(...orphaned(site, line));
  return out;
}

const TERMINAL = /^\s*(?:return|break|continue|raise)\b/;

/** Lines below a head whose body lost its indentation that are asked whether they belong to it. */
const MAX_BODY = 12;

/**
 * The last line that can hardly stand outside the body that begins at `line`: it reads what only the head or the body binds, sets what the
 * branch above sets too, raises again what was caught, or the body begins with the text that documents a function.
 */
function belonging(site: Site, line: number): number {
  const head = lastCode(site, line - 1);
  if (head === undefined) return line;
  const opener = site.lineText(head);
  const width = columns(site.source.indentOf(line)).wide;
  if (columns(site.source.indentOf(head)).wide !== width) return line;
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

/** Lines above the head in which a name counts as known there. */
const MAX_ABOVE = 150;

/** What the branches above an `else`, `elif` or `except` set. */
function branchAbove(site: Site, head: number, width: number): ReadonlySet<string> {
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

/** A `return` at the level of the function's head or further out: all from some line on slid out of the function. */
function orphaned(site: Site, line: number): Slip[] {
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
    const before = lastCode(site, first - 1);
    if (here !== width || before === undefined || columns(site.source.indentOf(before)).wide <= width) continue;
    // The level of the body that ended above: the shallowest one between here and its head.
    let body = site.source.indentOf(before);
    for (let at = before; at >= 0 && columns(site.source.indentOf(at)).wide > width; at--)
      if (!site.isBlank(at) && columns(site.source.indentOf(at)).wide < columns(body).wide) body = site.source.indentOf(at);
    const slip = shifted(site, line, { first, last, kind: 'block' }, body, 0);
    if (slip) out.push({ ...slip, cost: slip.cost + 0.3 });
  }
  return out;
}

interface Run {
  readonly first: number;
  readonly last: number;
  readonly kind: 'line' | 'block' | 'level' | 'paragraph' | 'body';
  /** Of a body: what its length costs. */
  readonly length?: number;
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

/** The bodies that a header without one may have: one statement below it, two, three … to the end of their level. */
function bodies(site: Site, line: number): Run[] {
  const head = lastCode(site, line - 1);
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
    if (definition)
      share = width === 0 && near < ends.length ? (i === near - 1 ? 0.6 : whole ? 0.25 : 0.05) : whole ? 0.85 : i === near - 1 ? 0.2 : 0.05;
    if (closed) share = whole ? 0.9 : 0.05;
    return { first: line, last: end.last, kind: 'body' as const, length: -TEMPERATURE * Math.log(share) };
  });
  // That the body lost its indentation is as likely as ever, however long it is.
  const least = Math.min(...found.map((run) => run.length));
  const out: Run[] = found.map((run) => ({ ...run, length: run.length - least + USUAL }));
  // What stands below the first line may be deep enough already.
  const alone = out[0];
  return alone && alone.last > line ? [{ ...alone, last: line }, ...out] : out;
}

/** What a share weighs against other costs, and what the likeliest length costs. */
const TEMPERATURE = 1.6;
const USUAL = 0.2;

function blankBetween(site: Site, before: number, line: number): boolean {
  for (let at = before + 1; at < line; at++) if (!site.lineText(at).trim()) return true;
  return false;
}

/** How much moves: the line, the line with its body, all lines to the end of its level, or only to the next blank line. */
function runs(site: Site, first: number, fault: number): Run[] {
  const width = columns(site.source.indentOf(first)).wide;
  const out: Run[] = [{ first, last: first, kind: 'line' }];
  let line = first;
  let block = first;
  let paragraph: number | undefined;
  let level = first;
  let levelLines = 1;
  let inBlock = true;
  while (++line < Math.min(site.source.lineCount, first + MAX_RUN)) {
    if (site.isBlank(line)) {
      if (/^\s*$/.test(site.lineText(line))) paragraph ??= level;
      continue;
    }
    const here = columns(site.source.indentOf(line)).wide;
    if (here < width) break;
    if (here === width) {
      inBlock = false;
      levelLines++;
      // Two, three … lines of one level, where the move ends between them.
      if (levelLines <= 8) out.push({ first, last: level, kind: 'level' });
    }
    if (inBlock) block = line;
    level = line;
  }
  if (block > first) out.push({ first, last: block, kind: 'block' });
  if (level > block) out.push({ first, last: level, kind: 'level' });
  if (paragraph !== undefined && paragraph > block) out.push({ first, last: paragraph, kind: 'paragraph' });
  const seen = new Set<number>();
  return out.filter((run) => !seen.has(run.last) && seen.add(run.last) && run.last >= Math.min(first, fault - ABOVE));
}

/** Indentations that lines near the error have, and one step deeper than those that open a block. */
function levelsNear(site: Site, line: number): string[] {
  const found = new Map<number, string>();
  const add = (indent: string): void => {
    const { wide } = columns(indent);
    if (!found.has(wide)) found.set(wide, indent);
  };
  for (let level = site.state?.level; level; level = level.parent) add(level.indent);
  for (let at = line - 1, seen = 0; at >= 0 && seen < 12; at--) {
    if (site.isBlank(at)) continue;
    seen++;
    const indent = site.source.indentOf(at);
    add(indent);
    if (/:\s*(?:#.*)?$/.test(site.lineText(at))) {
      add(indent + site.unit);
      if (!site.unit.includes('\t')) add(`${indent}    `);
    }
  }
  for (let at = line + 1, seen = 0; at < site.source.lineCount && seen < 4; at++) {
    if (site.isBlank(at)) continue;
    seen++;
    add(site.source.indentOf(at));
  }
  return [...found.values()];
}

function shifted(site: Site, fault: number, run: Run, target: string, back: number): Slip | undefined {
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
  let cost = 1 + 0.12 * Math.min(steps, 8);
  if (back > 0) cost += 1.6 + 0.4 * back;
  if (run.kind === 'block') cost += 0.15;
  if (run.kind === 'level') cost += 0.5 + 0.1 * (run.last - run.first);
  if (run.kind === 'paragraph') cost += 0.8;
  cost += run.length ?? 0;
  cost += oddness(site, run, target, to) + place(site, run, to);
  void fault;
  return { title: describe(site, run, to > from), edits, cost, sure: true };
}

function rebuilt(site: Site, width: number): string {
  if (width <= 0) return '';
  return site.unit === '\t' ? '\t'.repeat(Math.max(1, Math.round(width / 8))) : ' '.repeat(width);
}

/** What is unlikely in the shape that comes out: code behind a `return`, a function in mid-block, a body cut in two. */
function oddness(site: Site, run: Run, target: string, to: number): number {
  let cost = 0;
  const before = lastCode(site, run.first - 1);
  if (before !== undefined) {
    const width = columns(site.source.indentOf(before)).wide;
    if (width === to && TERMINAL.test(site.lineText(before))) cost += 3;
    // It reads what only the block before it has just bound.
    const bound = /^\s*([A-Za-z_]\w*)\s*=[^=]/.exec(site.lineText(before))?.[1];
    if (width > to && bound && new RegExp(`(?<![\\w.])${bound}(?!\\w)`).test(site.lineText(run.first)) && site.uses(bound) <= 4)
      cost += 1.2;
    const opens = /:\s*(?:#.*)?$/.test(site.lineText(before));
    if (opens && target !== site.source.indentOf(before) + site.unit && to > width) cost += 0.6;
  }
  const after = nextCode(site, run.last + 1);
  if (after !== undefined) {
    const width = columns(site.source.indentOf(after)).wide;
    const last = lastCode(site, run.last) ?? run.last;
    if (
      width === to &&
      TERMINAL.test(site.lineText(last)) &&
      columns(site.source.indentOf(last)).wide === columns(site.source.indentOf(run.first)).wide
    )
      cost += 2.5;
    // One method goes in, its brother stays out.
    if (
      width === columns(site.source.indentOf(run.first)).wide &&
      /^\s*def\b/.test(site.lineText(run.first)) &&
      /^\s*def\s+\w+\s*\(\s*(?:self|cls)\b/.test(site.lineText(after))
    )
      cost += 1.5;
    // Left outside, it would cut off what stands behind it.
    const beyond = nextCode(site, after + 1);
    if (
      to > width &&
      width === columns(site.source.indentOf(run.first)).wide &&
      TERMINAL.test(site.lineText(after)) &&
      beyond !== undefined &&
      columns(site.source.indentOf(beyond)).wide === width
    )
      cost += 2.5;
    // What follows would be too deep then.
    if (width > to && !/:\s*(?:#.*)?$/.test(site.lineText(last))) cost += 2.5;
  }
  return cost + endless(site, run, to);
}

/** The body that the lines become changes nothing that its `while` asks for, and the line behind does. */
function endless(site: Site, run: Run, to: number): number {
  const head = lastCode(site, run.first - 1);
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
  const after = nextCode(site, run.last + 1);
  for (let line = after ?? site.source.lineCount, seen = 0; line < site.source.lineCount && seen < 6; line++, seen++)
    if (!site.isBlank(line) && columns(site.source.indentOf(line)).wide === columns(site.source.indentOf(run.first)).wide && changes(line))
      return 2;
  return 0;
}

/** What usually stands where: statements in a class's body or behind the last function of a file are rare. */
function place(site: Site, run: Run, to: number): number {
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
  if ((opener === 'for' || opener === 'while') && /^(?:return|break)\b/.test(text)) return 1.5;
  if (opener === 'class') return definition || /^(?:\w+\s*[:=]|"|'|pass\b)/.test(text) ? 0 : 3;
  if (to === 0 && /^(?:return|yield)\b/.test(text)) return 4;
  if (to === 0 && !definition && /\bself\b/.test(text)) return 3;
  if (definition && /^def\s+\w+\s*\(\s*(?:self|cls)\b/.test(text) && opener === undefined) return 1.5;
  return 0;
}

function lastCode(site: Site, from: number): number | undefined {
  for (let line = from; line >= 0; line--) if (!site.isBlank(line)) return line;
  return undefined;
}

function nextCode(site: Site, from: number): number | undefined {
  for (let line = from; line < site.source.lineCount; line++) if (!site.isBlank(line)) return line;
  return undefined;
}

function describe(site: Site, run: Run, deeper: boolean): string {
  const lines = run.last > run.first ? `lines ${run.first + 1} to ${run.last + 1}` : `'${clip(site.lineText(run.first).trim())}'`;
  return deeper ? `Indent ${lines}` : `Unindent ${lines}`;
}

export const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 37)}…` : text);
