/**
 * Mistake: another language's dress: operators, words, comments and braces that Python spells differently.
 *
 * Before:  `if a && !b:`          After:  `if a and not b:`
 * Before:  `else if x:`           After:  `elif x:`
 * Before:  `i++`                  After:  `i += 1`
 * Before:  `// note`              After:  `# note`
 * Before:  `var total = 0`        After:  `total = 0`
 * Before:  `var total;`             After:  `total = None`
 * Before:  `else x > 1:`            After:  `elif x > 1:`
 * Before:  `x => x.size`            After:  `lambda x: x.size`
 * Before:  `function area(w) {`   After:  `def area(w):`
 *
 * When not: it stands in a string or comment.
 */
import { BUILTINS } from '../../../../syntax/python-scopes';
import { recognise } from '../../../../syntax/python-grammar';
import { lexLine, type Token } from '../../../../syntax/python-tokens';
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import type { ErrorSite } from '../search/error-site';
import { ownEntry } from '../own-entry';

/** −ln of how often people slip so. */
const COSTS = {
  operators: 0.4,
  'increment-behind': 0.4,
  'increment-before': 0.6,
  'slashes-at-start': 0.4,
  'slashes-before-words': 1.2,
  slashes: 4,
  'block-comment-start': 1,
  'other-comment-mark': 2,
  'block-comment': 0.5,
  'code-in-comment': 0.4,
  'note-without-mark': 2.5,
  'then-for-colon': 0.8,
  word: 0.6,
  'else-if': 0.4,
  'else-with-condition': 0.8,
  'declared-with-builtin': 4,
  declared: 0.7,
  'declared-without-value': 0.6,
  'generic-type': 1.5,
  braces: 0.8,
  'closing-brace': 1,
  'brace-before-clause': 0.8,
  prompt: 0.3,
  fence: 0.3,
  ternary: 0.6,
  'join-without-text': 1,
  'counting-for': 0.5,
  arrow: 0.6,
  'arrow-of-list': 0.1,
};
const slip = pricedBy(COSTS);

export const otherLanguage: Mistake = {
  id: 'python/other-language',
  explanation: 'This is how other languages write it. Python has its own way.',
  find: (site) => [
    ...operators(site),
    ...counting(site),
    ...comments(site),
    ...words(site),
    ...elseWithCondition(site),
    ...withoutValue(site),
    ...arrows(site),
    ...fences(site),
    ...braces(site),
    ...prompt(site),
    ...ternary(site),
    ...loops(site),
    ...receiver(site),
  ],
};

type Edit = Slip['edits'][number];

const spacing = (site: ErrorSite, start: number, end: number, word: string): string =>
  `${/[\w)\]'"]/.test(site.text[start - 1] ?? ' ') ? ' ' : ''}${word}${/[\w(['"!-]/.test(site.text[end] ?? ' ') ? ' ' : ''}`;

function operators(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const all: Edit[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    const next = tokens[i + 1];
    if (!token) continue;
    const touching = next !== undefined && next.start === token.end;
    if (token.text === '&' && next?.text === '&' && touching)
      all.push({ start: token.start, end: next.end, text: spacing(site, token.start, next.end, 'and') });
    else if (token.text === '|' && next?.text === '|' && touching)
      all.push({ start: token.start, end: next.end, text: spacing(site, token.start, next.end, 'or') });
    else if (token.type === 'bad' && token.text === '!' && next) {
      const end = /[\w(]/.test(next.text[0] ?? '') ? next.start : token.end;
      if (next.text === '==' && touching) all.push({ start: token.start, end: next.end, text: '!=' });
      else if (next.text === '=' && touching) all.push({ start: token.start, end: next.end, text: '!=' });
      else if (next.text === 'in' || next.text === 'is')
        all.push({ start: token.start, end, text: spacing(site, token.start, token.end, 'not') });
      else all.push({ start: token.start, end, text: `${/\w/.test(site.text[token.start - 1] ?? ' ') ? ' ' : ''}not ` });
    } else if ((token.text === '==' || token.text === '!=') && next?.text === '=' && touching)
      all.push({ start: token.start, end: next.end, text: token.text });
    else if (token.type === 'bad' && token.text === '$' && next?.type === 'name')
      all.push({ start: token.start, end: token.end, text: '' });
  }
  if (all.length === 0) return [];
  const first = all[0];
  const old = first ? site.text.slice(first.start, first.end).trim() : '';
  return [{ title: `Change '${old}' to '${first?.text.trim() ?? ''}'`, edits: all, ...slip('operators'), complete: true }];
}

/** `i++`, `++i`, `--i` as statements. */
function counting(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const out: Slip[] = [];
  for (let i = 0; i + 1 < tokens.length; i++) {
    const [a, b] = [tokens[i], tokens[i + 1]];
    if (!a || !b || a.text !== b.text || !'+-'.includes(a.text) || b.start !== a.end) continue;
    const next = tokens[i + 2];
    const ends = !next || next.text === ';' || site.source.lineOf(next.start) > site.source.lineOf(b.start);
    if (ends && i > 0)
      out.push({
        title: `Change '${a.text}${b.text}' to '${a.text}= 1'`,
        edits: [{ start: tokens[i - 1]?.end ?? a.start, end: next?.text === ';' ? next.end : b.end, text: ` ${a.text}= 1` }],
        ...slip('increment-behind'),
        complete: true,
      });
    if (i === 0 && next?.type === 'name')
      out.push({
        title: `Change '${a.text}${b.text}' to '${a.text}= 1'`,
        edits: [{ start: a.start, end: next.end, text: `${next.text} ${a.text}= 1` }],
        ...slip('increment-before'),
        complete: true,
      });
  }
  return out;
}

/** Two words: what stands behind a comment's mark, and rarely behind a division. */
const PROSE = /^\s*[A-Za-z][\w']* [\w']+/;

function comments(site: ErrorSite): Slip[] {
  const line = site.line;
  const text = site.lineText(line);
  const start = site.lineStart(line);
  const out: Slip[] = [];
  const tokens = site.tokens.filter((token) => token.start >= start && token.end <= start + text.length);
  const slashes = tokens.find((token) => token.text === '//' || token.text === '/*');
  const whole = /^(\s*)(\/\/+|--|[%;]+(?= [^'"]*$)|\/\*+)/.exec(text);
  if (slashes?.text === '//' && !isDivision(site, slashes, line))
    out.push({
      title: "Change '//' to '#'",
      edits: [{ start: slashes.start, end: slashes.end, text: '#' }],
      ...slip(
        whole ? 'slashes-at-start' : PROSE.test(site.text.slice(slashes.end, site.lineEnd(line))) ? 'slashes-before-words' : 'slashes',
      ),
      complete: true,
    });
  else if (whole)
    out.push({
      title: `Change '${whole[2] ?? ''}' to '#'`,
      edits: [{ start: start + (whole[1]?.length ?? 0), end: start + whole[0].length, text: '#' }],
      ...slip(whole[2]?.startsWith('/*') ? 'block-comment-start' : 'other-comment-mark'),
      complete: true,
    });
  // `/* … */`: every line of it gets its own mark.
  const open = text.indexOf('/*');
  if (open >= 0 && tokens.some((token) => token.start === start + open)) {
    const close = site.text.indexOf('*/', start + open);
    if (close > 0 && site.source.lineOf(close) - line < 40) {
      const edits: Edit[] = [{ start: start + open, end: start + open + 2, text: '#' }];
      for (let at = line + 1; at <= site.source.lineOf(close); at++) {
        const indent = site.source.indentOf(at).length;
        const star = /^\s*\*(?!\/)\s?/.exec(site.lineText(at))?.[0].length;
        const own = site.source.indentOf(line);
        // Code keeps its indentation behind the mark.
        const kept = star === undefined && site.lineText(at).startsWith(own) ? own.length : (star ?? indent);
        if (site.lineStart(at) + indent < close)
          edits.push({ start: site.lineStart(at), end: site.lineStart(at) + kept, text: `${own}# ` });
      }
      edits.push({ start: site.text[close - 1] === ' ' ? close - 1 : close, end: close + 2, text: '' });
      out.push({ title: "Change '/* … */' to '#' comments", edits, ...slip('block-comment'), complete: true });
      // Code that was put into such a comment by accident reads as code.
      const body = site.text.slice(start + open + 2, close).trim();
      const inner = lexLine(body, 0);
      if (
        !/[\r\n]/.test(body) &&
        inner &&
        inner.tokens.length > 1 &&
        !inner.fault &&
        recognise(inner.tokens).ok &&
        /[=()[\]]|^(?:return|break|continue|pass|import)\b/.test(body)
      )
        out.push({
          title: 'Take the code out of the comment',
          edits: [{ start: start + open, end: close + 2, text: body }],
          ...slip('code-in-comment'),
          complete: true,
        });
    }
  }
  // A note without any mark: two or more plain words that no statement has.
  if (
    /^\s*[A-Za-z][\w'-]*(?:(?: [\w'-]+){2,}[.!?]?|(?: [\w'-]+){3,}:)\s*$/.test(text) &&
    tokens.filter((token) => token.type === 'name' && site.uses(token.text) <= 1).length >= 3 &&
    !/^\s*(?:def|class|if|for|while|print|return|import|from|with|elif|else|exec|raise)\b/i.test(text) &&
    !/\b(?:import|def|class|lambda|return)\b/.test(text)
  ) {
    const indent = site.source.indentOf(line).length;
    out.push({
      title: 'Make the line a comment',
      edits: [{ start: start + indent, end: start + indent, text: '# ' }],
      ...slip('note-without-mark'),
      complete: true,
    });
  }
  return out;
}

/** A value stands on either side, and what follows is no note: `total // 10(%10)`. */
function isDivision(site: ErrorSite, { start, end }: Token, line: number): boolean {
  const before = site.text.slice(site.lineStart(line), start).trimEnd();
  const behind = site.text.slice(end, site.lineEnd(line));
  return /[\w)\]]$/.test(before) && /^\s*(?:[\w.]+|\()\s*[-+*/%()[\],]/.test(behind) && !PROSE.test(behind);
}

const WORDS: Readonly<Record<string, string>> = {
  elseif: 'elif',
  elsif: 'elif',
  elsef: 'elif',
  elf: 'elif',
  elseIf: 'elif',
  ElseIf: 'elif',
  otherwise: 'else',
  foreach: 'for',
  function: 'def',
  func: 'def',
  fun: 'def',
  fn: 'def',
  define: 'def',
  sub: 'def',
  catch: 'except',
  throw: 'raise',
  throws: 'raise',
  switch: 'match',
  unless: 'if not',
  until: 'while not',
  null: 'None',
  nil: 'None',
  true: 'True',
  false: 'False',
  include: 'import',
  using: 'import',
  require: 'import',
  struct: 'class',
  AND: 'and',
  OR: 'or',
  NOT: 'not',
  IF: 'if',
  then: ':',
  do: ':',
  THEN: ':',
  of: 'in',
  instanceof: 'is',
};
/** Words that declare what Python need not. */
const DECLARED =
  /^(?:var|let|const|new|int|float|double|string|String|bool|boolean|char|void|auto|public|private|protected|static|final|long|unsigned|my|local|set|then|dim|Dim|begin|do|call|fi|end|endif|done)$/;

function words(site: ErrorSite): Slip[] {
  const tokens = site.tokens;
  const out: Slip[] = [];
  for (let i = Math.max(0, site.index - 12); i < Math.min(tokens.length, site.index + 2); i++) {
    const token = tokens[i];
    const next = tokens[i + 1];
    if (!token || (token.type !== 'name' && token.type !== 'keyword')) continue;
    const replace = ownEntry(WORDS, token.text);
    if (replace === ':') {
      const before = tokens[i - 1];
      if (before)
        out.push({
          title: `Change '${token.text}' to ':'`,
          edits: [{ start: before.end, end: next?.text === ':' ? next.end : token.end, text: ':' }],
          ...slip('then-for-colon'),
        });
    } else if (replace)
      out.push({
        title: `Change '${token.text}' to '${replace}'`,
        edits: [{ start: token.start, end: token.end, text: replace }],
        ...slip('word'),
      });
    if (token.text === 'default' && next?.text === ':')
      out.push({ title: "Change 'default' to 'case _'", edits: [{ start: token.start, end: token.end, text: 'case _' }], ...slip('word') });
    if (token.text === 'else' && next?.text === 'if')
      out.push({ title: "Change 'else if' to 'elif'", edits: [{ start: token.start, end: next.end, text: 'elif' }], ...slip('else-if') });
    // `y = int x` lacks the brackets of a call.
    const before = tokens[i - 1];
    const called =
      BUILTINS.has(token.text) &&
      before !== undefined &&
      before.text !== ';' &&
      site.source.lineOf(before.end) === site.source.lineOf(token.start) &&
      !/^[(,]$/.test(before.text);
    if (DECLARED.test(token.text) && next && (next.type === 'name' || next.type === 'keyword'))
      out.push({
        title: `Remove '${token.text}'`,
        edits: [{ start: token.start, end: next.start, text: '' }],
        ...slip(called ? 'declared-with-builtin' : 'declared'),
      });
    // `int[] a = …`, `List<int>`
    if (next?.text === '<' && token.type === 'name') {
      const close = tokens.findIndex((one, j) => j > i + 1 && one.text === '>');
      const closing = tokens[close];
      if (closing && close - i < 10)
        out.push({
          title: `Write ${token.text}[…]`,
          edits: [
            { start: next.start, end: next.end, text: '[' },
            { start: closing.start, end: closing.end, text: ']' },
          ],
          ...slip('generic-type'),
        });
    }
  }
  return out;
}

/** `else x > 1:`. */
function elseWithCondition(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const [word, next, last] = [tokens[0], tokens[1], tokens[tokens.length - 1]];
  if (word?.text !== 'else' || !next || last?.text !== ':' || tokens.length < 3 || /^(?:if|:)$/.test(next.text)) return [];
  if (site.source.lineOf(last.start) !== site.source.lineOf(word.start)) return [];
  const edits = [{ start: word.start, end: word.end, text: 'elif' }];
  return [{ title: "Change 'else' to 'elif'", edits, ...slip('else-with-condition'), complete: true }];
}

/** `var best;`: it goes where the name gets its value on the next line, and is empty where it does not. */
function withoutValue(site: ErrorSite): Slip[] {
  const found =
    /^(\s*)(?:var|let|const|int|float|double|String|string|bool|boolean|char|long)\s+([A-Za-z_]\w*)\s*;?\s*(?:(?:\/\/|#)\s*(.*))?$/.exec(
      site.lineText(site.line),
    );
  if (!found) return [];
  const [whole, indent = '', name = '', note] = found;
  if (!/[;/#]/.test(whole) && /^(?:int|float|string|bool|char|long)/i.test(whole.trim())) return [];
  const start = site.lineStart(site.line) + indent.length;
  const next = site.codeLineFrom(site.line + 1);
  const follows = next !== undefined && new RegExp(`^${indent}${name}\\s*=(?!=)`).test(site.lineText(next));
  const mark = note ? `# ${note}` : '';
  return [
    {
      title: follows ? `Remove the declaration of '${name}'` : `Begin with '${name} = None'`,
      edits: [
        follows
          ? {
              start,
              end: site.lineStart(next) + indent.length + name.length,
              text: `${mark ? mark + site.source.eol + indent : ''}${name}`,
            }
          : { start, end: site.lineEnd(site.line), text: `${name} = None${mark ? `  ${mark}` : ''}` },
      ],
      ...slip('declared-without-value'),
      complete: true,
    },
  ];
}

/** `key=x => -x`. */
function arrows(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const out: Slip[] = [];
  for (let i = 1; i + 2 < tokens.length; i++) {
    const [sign, end] = [tokens[i], tokens[i + 1]];
    if (sign?.text !== '=' || end?.text !== '>' || end.start !== sign.end) continue;
    const close = tokens[i - 1];
    let first = i - 1;
    if (close?.text === ')') while (first > 0 && tokens[first]?.text !== '(') first--;
    const [open, before] = [tokens[first], tokens[first - 1]];
    if (!open || !close || !before || !/^[(,=]$/.test(before.text)) continue;
    const names = site.text
      .slice(open.start, close.end)
      .replace(/^\(|\)$/g, '')
      .trim();
    if (!/^(?:[A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)?$/.test(names)) continue;
    // In a condition, or of a name that has a value, it is a comparison.
    if (
      close.text !== ')' &&
      site.uses(names) > (site.text.slice(end.end, site.lineEnd(site.line)).match(new RegExp(`\\b${names}\\b`, 'g'))?.length ?? 0) + 1
    )
      continue;
    out.push({
      title: "Write it with 'lambda'",
      edits: [{ start: open.start, end: end.end, text: `lambda${names ? ` ${names}` : ''}:` }],
      ...slip(close.text === ')' ? 'arrow-of-list' : 'arrow'),
      complete: true,
    });
  }
  return out;
}

/** The marks that stand around code in a chat or a note. */
function fences(site: ErrorSite): Slip[] {
  const mark = /^[ \t]*(?:```|~~~)[ \t]*\w*[ \t]*$/;
  if (!mark.test(site.lineText(site.line))) return [];
  const edits: Edit[] = [];
  for (let line = 0; line < Math.min(site.source.lineCount, 3000); line++)
    if (mark.test(site.lineText(line))) edits.push(lineEdit(site, line));
  return [{ title: 'Remove the marks around the code', edits, ...slip('fence'), complete: true, settled: true }];
}

/** `if (x) {` … `}`: the head gets its colon, the closing brace goes. */
function braces(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const out: Slip[] = [];
  const first = tokens[0];
  if (!first) return out;
  const line = site.source.lineOf(first.start);
  const onLine = tokens.filter((token) => site.source.lineOf(token.start) === line);
  const last = onLine[onLine.length - 1];
  if (last?.text === '{' && onLine.length > 1) {
    const before = onLine[onLine.length - 2];
    const at = before?.text === ':' ? before.start : (before?.end ?? last.start);
    const edits: Edit[] = [{ start: at, end: last.end, text: ':' }];
    const renamed = ownEntry(WORDS, first.text);
    if (renamed) edits.unshift({ start: first.start, end: first.end, text: renamed });
    let depth = 0;
    for (let i = onLine.length; i < tokens.length; i++) {
      const token = tokens[i];
      if (token?.text === '{') depth++;
      else if (token?.text === '}' && depth-- === 0) {
        edits.push(wholeLine(site, token));
        break;
      }
    }
    // The lexer stops inside brackets at the first word that only a statement has; the brace may lie further on.
    if (edits.length === (renamed ? 2 : 1)) {
      const close = closingBrace(site, last.end);
      if (close) edits.push(close);
    }
    out.push({ title: "Change the braces to ':' and indentation", edits, ...slip('braces'), complete: true });
  }
  const here = site.lineText(site.line);
  if (/^\s*\}\s*;?\s*$/.test(here))
    out.push({ title: "Remove '}'", edits: [lineEdit(site, site.line)], ...slip('closing-brace'), complete: true });
  const leading = /^(\s*)\}\s*(?=(?:else|elif|except|catch|finally)\b)/.exec(here);
  if (leading)
    out.push({
      title: "Remove '}'",
      edits: [
        { start: site.lineStart(site.line) + (leading[1]?.length ?? 0), end: site.lineStart(site.line) + leading[0].length, text: '' },
      ],
      ...slip('brace-before-clause'),
      complete: true,
    });
  return out;
}

function closingBrace(site: ErrorSite, from: number): Edit | undefined {
  let depth = 0;
  for (const found of site.text.slice(from, from + 8000).matchAll(/[{}]/g)) {
    if (found[0] === '{') depth++;
    else if (depth-- === 0) return wholeLine(site, { start: from + found.index, end: from + found.index + 1 });
  }
  return undefined;
}

/** The brace alone on its line takes the line with it. */
function wholeLine(site: ErrorSite, token: Pick<Token, 'start' | 'end'>): Edit {
  const line = site.source.lineOf(token.start);
  if (/^\s*\}\s*;?\s*$/.test(site.lineText(line))) return lineEdit(site, line);
  return { start: token.start, end: token.end, text: '' };
}

function lineEdit(site: ErrorSite, line: number): Edit {
  const next = site.source.lineStarts[line + 1];
  if (next !== undefined) return { start: site.lineStart(line), end: next, text: '' };
  const start = site.lineStart(line);
  return { start: line > 0 ? site.lineEnd(line - 1) : start, end: site.text.length, text: '' };
}

/** Pasted from an interactive session. */
function prompt(site: ErrorSite): Slip[] {
  const marked = /^\s*(?:>>>|\.\.\.)(?: |$)/;
  if (!marked.test(site.lineText(site.line))) return [];
  const edits: Edit[] = [];
  for (let line = 0; line < Math.min(site.source.lineCount, 3000); line++) {
    const found = /^\s*(?:>>>|\.\.\.) ?/.exec(site.lineText(line));
    if (found && marked.test(site.lineText(line)))
      edits.push({ start: site.lineStart(line), end: site.lineStart(line) + found[0].length, text: '' });
  }
  return [{ title: "Remove the prompt '>>>'", edits, ...slip('prompt'), complete: true }];
}

/** `a ? b : c`. */
function ternary(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const mark = tokens.findIndex((token) => token.type === 'bad' && token.text === '?');
  if (mark < 1) return [];
  const colon = tokens.findIndex((token, i) => i > mark && token.text === ':');
  const [asked, first, second] = [tokens[mark - 1], tokens[mark + 1], tokens[colon + 1]];
  if (colon < 0 || !asked || !first || !second) return [];
  let start = mark - 1;
  let depth = 0;
  for (; start >= 0; start--) {
    const token = tokens[start];
    if (!token) break;
    if (')]}'.includes(token.text)) depth++;
    else if ('([{'.includes(token.text) && depth-- === 0) break;
    if (depth === 0 && /^(?:=|return|,|:|\+=)$/.test(token.text)) break;
  }
  let end = colon + 1;
  depth = 0;
  for (; end < tokens.length; end++) {
    const token = tokens[end];
    if (!token) break;
    if ('([{'.includes(token.text)) depth++;
    else if (')]}'.includes(token.text) && depth-- === 0) break;
    if (depth === 0 && /^(?:,|;)$/.test(token.text)) break;
  }
  const head = tokens[start + 1];
  const tail = tokens[end - 1];
  const before = tokens[colon - 1];
  if (!head || !tail || !before) return [];
  const part = (from: Token, to: Token): string => site.text.slice(from.start, to.end);
  return [
    {
      title: "Write it as '… if … else …'",
      edits: [{ start: head.start, end: tail.end, text: `${part(first, before)} if ${part(head, asked)} else ${part(second, tail)}` }],
      ...slip('ternary'),
      complete: true,
    },
  ];
}

/** `= /*.join(words)`: the text before `.join` is gone, and nothing joins but a text. */
function receiver(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const dot = tokens.findIndex((token, i) => token.text === '.' && tokens[i + 1]?.text === 'join' && tokens[i + 2]?.text === '(');
  const before = tokens[dot - 1];
  if (!before || before.type === 'name' || before.type === 'string' || before.type === 'bad' || /^[)\]}]$/.test(before.text)) return [];
  let first = dot;
  while (first > 0 && /^[*/]+$/.test(tokens[first - 1]?.text ?? '') && tokens[first - 1]?.end === tokens[first]?.start) first--;
  const [start, end] = [tokens[first]?.start, tokens[dot]?.start];
  const quote = site.text.includes('"') ? '"' : "'";
  return start === undefined || end === undefined
    ? []
    : [{ title: `Join with ${quote}${quote}`, edits: [{ start, end, text: quote + quote }], ...slip('join-without-text') }];
}

/** `for (i = 0; i < n; i++)`, `for i = 1 to n`. */
function loops(site: ErrorSite): Slip[] {
  const text = site.lineText(site.line);
  const counted = /^(\s*)for\s+(\w+)\s*=\s*([\w.()]+)\s+to\s+([^:]+?)\s*(?::|\bdo\b)?\s*$/i.exec(text);
  if (counted) {
    const [whole, indent = '', name = '', from = '', to = ''] = counted;
    const stop = /^\d+$/.test(to) ? String(Number(to) + 1) : `${to} + 1`;
    const start = site.lineStart(site.line);
    return [
      {
        title: 'Loop over range',
        edits: [{ start: start + indent.length, end: start + whole.trimEnd().length, text: `for ${name} in range(${from}, ${stop}):` }],
        ...slip('counting-for'),
        complete: true,
      },
    ];
  }
  const found =
    /^(\s*)for\s*\(\s*(?:(?:int|let|var)\s+)?(\w+)\s*=\s*([^;]+?)\s*;\s*\2\s*(<=?)\s*([^;]+?)\s*;\s*(?:\2\s*\+\+|\+\+\s*\2|\2\s*\+=\s*1)\s*\)\s*[:{]?/.exec(
      text,
    );
  if (!found) return [];
  const [whole, indent = '', name = '', from = '', less = '', to = ''] = found;
  const stop = less === '<=' ? `${to} + 1` : to;
  const start = site.lineStart(site.line);
  return [
    {
      title: `Loop over range`,
      edits: [
        {
          start: start + indent.length,
          end: start + whole.length,
          text: `for ${name} in range(${from === '0' ? '' : `${from}, `}${stop}):`,
        },
      ],
      ...slip('counting-for'),
      complete: true,
    },
  ];
}
