/**
 * Mistake: a string that is not closed, closed by another quote, or broken by a quote inside it.
 *
 * Before:  `name = 'Ada`   After:  `name = 'Ada'`
 * Before:  `say("hi')`     After:  `say("hi")`
 * Before:  `it = 'it's'`   After:  `it = "it's"`
 *
 * When not: the line would still not parse.
 */
import type { Mistake, Slip } from '../search/mistake';
import type { Site } from '../search/error-site';
import { recognise } from '../../../../syntax/python-grammar';
import { columns, lexLine, type Token } from '../../../../syntax/python-tokens';
import { unboundIn } from '../search/name-counts';
import { closers, HEADER } from './token-edit';

export const stringQuotes: Mistake = {
  id: 'python/string-quotes',
  explanation: 'A string has no end, or ends too early: its quotes do not pair up.',
  find: (site) => [
    ...unclosed(site),
    ...early(site),
    ...unopened(site),
    ...stray(site),
    ...inside(site),
    ...triple(site),
    ...bare(site),
    ...empty(site),
  ],
};

/** Tokens that are broken strings, or strings on the broken line. */
function strings(site: Site, broken: boolean): Token[] {
  return site.tokens.filter((token) => (broken ? token.type === 'bad' && /^[a-zA-Z]{0,2}['"]/.test(token.text) : token.type === 'string'));
}

function opening(token: Token): { readonly prefix: string; readonly quote: string } {
  const found = /^([a-zA-Z]{0,2})('''|"""|'|")/.exec(token.text);
  return { prefix: found?.[1] ?? '', quote: found?.[2] ?? "'" };
}

/** Where the missing quote may go: before what reads like code again. */
function unclosed(site: Site): Slip[] {
  const out: Slip[] = [];
  for (const token of strings(site, true)) {
    const { prefix, quote } = opening(token);
    if (quote.length === 3) continue;
    const inner = token.text.slice(prefix.length + 1);
    const code = inner.replace(/\s+#.*$/, '').trimEnd();
    const at = token.start + prefix.length + 1;
    const ends = new Map<number, number>();
    const end = (offset: number, cost: number): void => {
      if (offset >= 0) ends.set(offset, Math.min(cost, ends.get(offset) ?? Infinity));
    };
    const tail = codeTail(code);
    const whole = inner.trimEnd().length;
    const calculates = calculation(site, inner);
    end(whole, tail ? 3 : 1);
    // Blanks at a line's end are rare; inside a text that goes on in the next line they are not.
    if (!tail && whole < inner.length && code.length === whole) end(inner.length, 0.7);
    if (/%[\d.]*[sdifrx]/.test(inner)) for (const found of inner.matchAll(/\s+%\s+(?=[\w(])/g)) end(found.index, 0.4);
    end(code.length, code.length === whole ? (tail ? 3 : 1) : 2);
    // Before the brackets, colons and commas at the end: all of them, or some.
    for (let i = 0; i < tail.length; i++) if (!/\s/.test(tail[i] ?? '')) end(code.length - tail.length + i, 0.8 + 0.4 * i);
    // Before what reads like code: the next argument, an operator, a method of strings.
    const operators = operatorsIn(site, token, inner);
    for (const offset of operators) end(offset, 0.4);
    for (const found of inner.matchAll(/,\s*(?=(\w+)\s*[,=)\]])/g))
      if (site.uses(found[1] ?? '') > 1 || inner[found.index + found[0].length + (found[1]?.length ?? 0)] === '=') end(found.index, 0.5);
    for (const found of inner.matchAll(/,\s*(?=[[({'"\d]|\w+\s*[,=()[\].])/g)) end(found.index, 1.1);
    for (const found of inner.matchAll(
      /,\s*(?=\w)|[)\]}]|\s(?:in|and|or|if|else|for|not)\s|\s*(?:%|\+|==|!=)\s*(?=[\w(])|:\s*(?=[\w[{('"]+,?)/g,
    ))
      end(found.index, 1.9);
    for (const found of inner.matchAll(/\.(?:format|join|split|strip|lower|upper|replace|encode|startswith|endswith|count)\(/g))
      end(found.index, 0.4);
    for (const found of inner.matchAll(/(?<=\w)(?=\W)/g)) end(found.index, 3.4);
    for (const [offset, base] of ends) {
      let cost = base;
      // Fewer tokens always look more usual; what is swallowed must not win by that.
      const text = inner.slice(0, offset);
      cost +=
        1.3 * (text.match(/,\s*[\w[({]/g)?.length ?? 0) * (/^[\w\s,.!?'-]*$/.test(text) ? 0.3 : 1) +
        (/, *[[({]|^\w*[[(]/.test(text) ? 1.5 : 0) +
        1.2 * Math.max(0, (text.match(/[)\]}]/g)?.length ?? 0) - (text.match(/[([{]/g)?.length ?? 0));
      for (const operator of operators) if (operator < offset) cost += 3.5;
      // What the file can work out is hardly a text.
      if (calculates && offset >= code.length) cost += 3.5;
      // An empty string is rarely what was meant.
      out.push({
        title: `Close the string with ${quote}`,
        edits: [{ start: at + offset, end: at + offset, text: quote }],
        cost: cost + (offset === 0 ? 1.5 : 0),
      });
      // The bracket behind the string went with the quote.
      if (offset === inner.trimEnd().length && cost < 2)
        for (const closing of [')', '):', ']'])
          out.push({
            title: `Close the string and the bracket with ${quote}${closing}`,
            edits: [{ start: at + offset, end: at + offset, text: quote + closing }],
            cost: cost + 1.4,
          });
    }
    // 'abc"  and  "abc'
    const other = quote === '"' ? "'" : '"';
    for (let i = inner.indexOf(other), n = 0; i >= 0 && n < 4; i = inner.indexOf(other, i + 1), n++) {
      const ends = codeTail(code.slice(i + 1)) === code.slice(i + 1);
      out.push({ title: `Change ${other} to ${quote}`, edits: [{ start: at + i, end: at + i + 1, text: quote }], cost: ends ? 0.5 : 1.2 });
      // The bracket behind it is gone as well.
      if (ends && i + 1 === code.length)
        for (const closing of [')', '):', ']'])
          out.push({
            title: `Change ${other} to ${quote}${closing}`,
            edits: [{ start: at + i, end: at + i + 1, text: quote + closing }],
            cost: 1.9,
          });
      out.push({ title: `Change ${quote} to ${other}`, edits: [{ start: token.start + prefix.length, end: at, text: other }], cost: 1.6 });
    }
    // A backslash took the closing quote away: 'C:\'
    const escaped = inner.indexOf(`\\${quote}`);
    if (escaped >= 0) out.push({ title: 'Double the backslash', edits: [{ start: at + escaped, end: at + escaped, text: '\\' }], cost: 2 });
    // The line goes on in the next one: a string over two lines.
    const line = site.source.lineOf(token.start);
    const next = site.lineText(line + 1);
    if (next.trimEnd().endsWith(quote) || next.includes(quote)) {
      const close = site.lineStart(line + 1) + next.indexOf(quote);
      out.push({
        title: 'Make it a triple-quoted string',
        edits: [
          { start: token.start + prefix.length, end: at, text: quote.repeat(3) },
          { start: close, end: close + 1, text: quote.repeat(3) },
        ],
        cost: 4,
      });
    }
  }
  return out;
}

/**
 * Offsets in the open string at which code rather goes on: `%` before what fills it in, an operator at the line's end, a condition's next
 * part, the next argument behind a single word.
 */
function operatorsIn(site: Site, token: Token, inner: string): number[] {
  const out: number[] = [];
  const known = (name: string | undefined): boolean => name !== undefined && site.uses(name) > 1;
  if (/%[\d.]*[sdifrx]/.test(inner))
    for (const found of inner.matchAll(/\s+%\s+(?=[(]|([A-Za-z_]\w*))/g))
      if (found[1] === undefined || known(found[1])) out.push(found.index);
  const trailing = /\s[+%]\s*$/.exec(inner);
  if (trailing && /\w/.test(inner.slice(0, trailing.index))) out.push(trailing.index);
  const single = /^[^\s,()]{0,24}(?=\s|,)/.exec(inner)?.[0];
  if (single === undefined) return out;
  const rest = inner.slice(single.length);
  const condition = /^(?:if|elif|while|assert|return)$/.test(site.broken?.tokens[0]?.text ?? '');
  const next = (
    condition ? /^\s+(?:in|and|or|not in|==|!=|is|if)\s+(?:not\s+)?([A-Za-z_]\w*)/ : /^\s+(?:==|!=|\*|\+)\s+([A-Za-z_]\w*)/
  ).exec(rest);
  if (next && known(next[1])) out.push(single.length);
  // `getattr(x, 'name, None)`: an argument is rarely one word, a comma and a value.
  const before = site.text.slice(site.lineStart(site.source.lineOf(token.start)), token.start);
  if (single && /[(,]\s*$/.test(before) && /^,\s*(?:\d+|None|True|False|([A-Za-z_]\w*))\s*[,)]/.test(rest)) {
    const value = /^,\s*([A-Za-z_]\w*)/.exec(rest)?.[1];
    if (value === undefined || /^(?:None|True|False)$/.test(value) || known(value)) out.push(single.length);
  }
  return out;
}

/** `['a, 'b']`: a string ran on to the quote that should open the next one. */
function early(site: Site): Slip[] {
  const out: Slip[] = [];
  for (let i = Math.max(0, site.index - 3); i < Math.min(site.tokens.length, site.index + 1); i++) {
    const token = site.tokens[i];
    const next = site.tokens[i + 1];
    if (token?.type !== 'string' || !next || next.type === 'op' || next.start - token.end > 1) continue;
    const { prefix, quote } = opening(token);
    if (quote.length === 3) continue;
    const from = token.start + prefix.length + 1;
    const inner = site.text.slice(from, token.end - 1);
    const other = quote === '"' ? "'" : '"';
    const swapped = new RegExp(`^[^'",]*(${other})\\s*[,:)\\]]\\s*$`).exec(inner);
    if (swapped)
      out.push({
        title: `Change ${other} to ${quote}`,
        edits: [{ start: from + inner.indexOf(other), end: from + inner.indexOf(other) + 1, text: quote }],
        cost: 0.1,
      });
    for (const found of inner.matchAll(/\s*[,:)\]}+%]|\s(?:in|and|or|if|else|for|not)\s/g)) {
      const rest = inner.slice(found.index);
      out.push({
        title: `Close the string with ${quote}`,
        edits: [{ start: from + found.index, end: from + found.index, text: quote }],
        cost: /^\s*[,:]\s*$/.test(rest) ? 0.4 : 1.2 + (found.index === 0 ? 2 : 0),
      });
    }
  }
  return out;
}

/** `f(pop from empty set')`: the quote that closes is there, the one that opens is not. */
function unopened(site: Site): Slip[] {
  const out: Slip[] = [];
  const line = site.line;
  const text = site.lineText(line);
  const start = site.lineStart(line);
  if (!site.tokens.some((token) => token.type === 'bad')) return out;
  for (const found of text.matchAll(/(?<=[\w!?.:;%)} -])(['"])/g)) {
    const before = text.slice(0, found.index);
    const quote = found[1] ?? '"';
    // A prefix letter is no text.
    if (/(?<![\w.])(?:[rRbBuUfF]|[rR][bBfF]|[bBfF][rR])$/.test(before)) continue;
    let n = 0;
    for (const delimiter of [...before.matchAll(/(?:^\s*|[([{,=+:]|\b(?:in|print|return|raise|and|or|if|not)\b)\s*/g)].reverse()) {
      const at = delimiter.index + delimiter[0].length;
      const words = text.slice(at, found.index);
      if (!words.trim()) continue;
      if (/['"]/.test(words) || n > 4) break;
      // A statement is no text.
      if (/^(?:def|class|if|elif|for|while|with|import|from|return|async)\s/.test(words)) continue;
      const weak = /^[:+]/.test(delimiter[0]);
      out.push({
        title: `Open the string with ${quote}`,
        edits: [{ start: start + at, end: start + at, text: quote }],
        cost: (n === 0 ? 0.8 : 1.6 + 0.5 * n) + (/[([{=]/.test(words) ? 1 : 0) + (weak ? 0.8 : 0) + 0.9 * (words.match(/,/g)?.length ?? 0),
      });
      if (!weak) n++;
    }
  }
  return out;
}

/** What at the end of the text closes brackets that were open before it, with the colons and commas between: code, not text. */
function codeTail(code: string): string {
  const tail = /[\s)\]}:,;]*$/.exec(code)?.[0] ?? '';
  const body = code.slice(0, code.length - tail.length);
  let inside = 0;
  for (const c of body) {
    if ('([{'.includes(c)) inside++;
    else if (')]}'.includes(c)) inside = Math.max(0, inside - 1);
  }
  let skip = 0;
  while (inside > 0 && skip < tail.length) if (/[)\]}]/.test(tail[skip++] ?? '')) inside--;
  return tail.slice(skip);
}

/** Of a removed quote. */
const MOST_BARED = 0.75;

/** Reads as an expression that calls, indexes or calculates with nothing but what the file knows: `max(low, high)`. */
function calculation(site: Site, inner: string): boolean {
  const bound = site.bound;
  const line = lexLine(inner.replace(/[\s:,;]+$/, ''), 0);
  if (!line || !bound || line.fault || line.tokens.length < 3 || line.next < inner.trimEnd().length - 3) return false;
  const { tokens } = line;
  if (!tokens.some((token) => token.type === 'name') || !tokens.some((token) => /^(?:[[(.+*/%-]|[=<>!]=?|and|or|not|in)$/.test(token.text)))
    return false;
  return tokens.every((token) => token.type !== 'bad') && unboundIn(tokens, bound).length === 0;
}

/** The quote itself is the slip: `return 'counter`, `word in backward' and …`. */
function stray(site: Site): Slip[] {
  const out: Slip[] = [];
  for (const token of strings(site, true)) {
    const { prefix, quote } = opening(token);
    const inner = token.text.slice(prefix.length + quote.length);
    const word = /^\s*([A-Za-z_]\w*)/.exec(inner)?.[1];
    const known = word !== undefined && site.uses(word) > 1 && (site.bound?.has(word) ?? true);
    const empty = !inner.trim();
    const line = site.source.lineOf(token.start);
    // The key beside the bracket's.
    if (empty && quote.length === 1) {
      const open: Token[] = [];
      for (const one of site.broken?.tokens ?? []) {
        if (one.start >= token.start) break;
        if (one.type === 'op' && '([{'.includes(one.text)) open.push(one);
        else if (one.type === 'op' && ')]}'.includes(one.text)) open.pop();
      }
      const before = site.text.slice(site.lineStart(line), token.start).trimEnd();
      const colon = HEADER.test(site.broken?.tokens[0]?.text ?? '') ? ':' : '';
      if (open.length > 0 && !prefix)
        out.push({
          title: `Change ${quote} to '${closers(open)}${colon}'`,
          edits: [{ start: site.lineStart(line) + before.length, end: token.end, text: closers(open) + colon }],
          cost: 1.2,
        });
    }
    const code = /^[\s)\]}:,]*(?:$|(?:and|or|in|if|else|for|not|is)\b|[=+*/<>[(.-])/.test(inner);
    out.push({
      title: `Remove the stray ${quote}`,
      edits: [{ start: token.start + prefix.length, end: token.start + prefix.length + quote.length, text: '' }],
      cost:
        known && quote.length === 1 ? (calculation(site, inner) ? 0.2 : 0.9) : empty || code ? 1.4 : calculation(site, inner) ? 0.2 : 4.5,
      // A text that becomes code says something else.
      most: MOST_BARED,
    });
  }
  return out;
}

/** 'it's' and "say "hi"": the other kind of quote outside, or a backslash inside. */
function inside(site: Site): Slip[] {
  const out: Slip[] = [];
  // Quotes that pair up far from the error are not what is wrong.
  const quoted = (token: Token | undefined): boolean => token !== undefined && /^[a-zA-Z]{0,2}['"]/.test(token.text);
  if (
    !quoted(site.tokens[site.index]) &&
    !quoted(site.tokens[site.index - 1]) &&
    !site.tokens.some((token) => token.type === 'bad' && quoted(token))
  )
    return out;
  const lines = new Set(
    site.tokens
      .slice(Math.max(0, site.index - 6), site.index + 3)
      .filter((token) => /^[a-zA-Z]{0,2}['"]/.test(token.text))
      .map((token) => site.source.lineOf(token.start)),
  );
  for (const line of lines) {
    const start = site.lineStart(line);
    const text = site.lineText(line);
    const quotes = [...text.matchAll(/(?<!\\)['"]/g)].map((found) => ({ at: found.index, quote: found[0] }));
    if (quotes.length < 3 || quotes.length > 14) continue;
    for (let i = 0; i < quotes.length; i++) {
      const from = quotes[i];
      if (!from) continue;
      for (let j = i + 2; j < quotes.length; j++) {
        const to = quotes[j];
        if (!to || to.quote !== from.quote) continue;
        const body = text.slice(from.at + 1, to.at);
        const same = quotes.slice(i + 1, j).filter((one) => one.quote === from.quote);
        if (same.length === 0 || same.length > 4 || /^['"]|['"]$/.test(body)) continue;
        const other = from.quote === '"' ? "'" : '"';
        // An apostrophe in a word, or quotes around words: what people forget about. Code between the quotes is code.
        const apostrophe =
          same.length === 1 && /\w/.test(text[(same[0]?.at ?? 0) - 1] ?? '') && /\w/.test(text[(same[0]?.at ?? 0) + 1] ?? '');
        // What stands between two texts and reads like a calculation is one.
        const outside = same.length === 2 ? text.slice((same[0]?.at ?? 0) + 1, same[1]?.at ?? 0) : '';
        const counted = /[[(+*%]/.test(outside) && calculation(site, outside.replace(/^[\s+*%]+|[\s+*%]+$/g, ''));
        const cost = (counted ? 9 : 0) + (apostrophe ? 1 : /[+,%]|\bformat\b/.test(body) ? 5 : 2.2) + 0.2 * (j - i);
        if (!body.includes(other))
          out.push({
            title: `Put the string in ${other}`,
            edits: [
              { start: start + from.at, end: start + from.at + 1, text: other },
              { start: start + to.at, end: start + to.at + 1, text: other },
            ],
            cost,
          });
        out.push({
          title: 'Escape the quote inside the string',
          edits: same.map((one) => ({ start: start + one.at, end: start + one.at, text: '\\' })),
          cost: cost + 0.8,
        });
        if (same.length % 2 === 0)
          out.push({
            title: `Use ${other} inside the string`,
            edits: same.map((one) => ({ start: start + one.at, end: start + one.at + 1, text: other })),
            cost: cost + 0.5,
          });
      }
    }
  }
  return out;
}

/** `"""text"`, `"""text""`, and a closing `"""` that was forgotten. */
function triple(site: Site): Slip[] {
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
      swallowed += columnsOf(site.lineText(line)) <= site.source.indentOf(first).length ? 1.8 : 0.8;
    const nearer = 0.06 * (line - first) + swallowed;
    const partial = /("{1,2}|'{1,2})\s*$/.exec(text);
    if (partial?.[1]?.[0] === mark) {
      const at = from + partial.index;
      out.push({
        title: `Close the string with ${quote}`,
        edits: [{ start: at, end: at + (partial[1]?.length ?? 1), text: quote }],
        cost: 0.8 + nearer,
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
        cost: (line === first ? 2 : 3) + nearer + (code ? 0 : 2),
      });
    else if (line > first) {
      // Blanks alone on the last line before the code: the marks stood behind them.
      const stood = text === site.source.indentOf(first) && columnsOf(next) <= text.length && CODE.test(next);
      out.push({
        title: `Close the string with ${quote}`,
        edits: [{ start: site.lineStart(line), end: end, text: site.source.indentOf(first) + quote }],
        cost: (stood ? 1.2 : 4) + nearer,
      });
    }
  }
  // One that was opened by accident: the quotes of an ordinary string doubled.
  out.push({
    title: `Remove the stray ${quote}`,
    edits: [{ start: broken.start, end: broken.start + prefix.length + 3, text: '' }],
    cost: broken.text.trim().length <= prefix.length + 3 ? 1.5 : 6,
  });
  // An earlier text whose closing marks are one too few opens here what it should have closed.
  return out;
}

/** Lines of earlier text looked through for a closing mark that was lost. */
const LOOKED = 300;
/** Texts that may have run on, lines of each, and characters read to find where one of them ends. */
const RUN_ON = 3;
const MAX_PROSE = 400;
const MAX_WORK = 400_000;

/** A text whose end was lost runs on to where the next one begins, or to the end: it ends at the first line behind which all is code. */
function runOn(site: Site): Slip[] {
  const tokens = site.scan.lines.slice(-LOOKED).flatMap(({ line }) => line.tokens);
  let found = 0;
  for (let i = tokens.length - 1; i >= 0 && found < RUN_ON; i--) {
    const token = tokens[i];
    if (!token || token.start > site.reach || !/^[a-zA-Z]{0,2}(?:"""|''')/.test(token.text) || !/[\r\n]/.test(token.text)) continue;
    found++;
    const end = endOfProse(site, token);
    if (end !== undefined) return closings(site, token, end);
  }
  return [];
}

/** The first line that the text can end with, so that what stands behind it parses. */
function endOfProse(site: Site, token: Token): number | undefined {
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

/** The ways to close a text whose last words stand on line `end`: behind them, or on a line of its own. */
function closings(site: Site, token: Token, end: number): Slip[] {
  const { prefix, quote } = opening(token);
  const first = site.source.lineOf(token.start);
  const indent = site.source.indentOf(first);
  const title = `Close the string with ${quote}`;
  const from = end === first ? token.start + prefix.length + 3 : site.lineStart(end);
  const text = site.text.slice(from, site.lineEnd(end));
  const behind = from + text.trimEnd().length;
  const partial = partialMark(text, quote);
  if (partial)
    return [{ title, edits: [{ start: behind - partial.length, end: behind, text: quote }], cost: 0.2, sure: true, settled: true }];
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
      cost: 0.2,
      sure: true,
      settled: true,
    });
    out.push({ ...glued, cost: 3, sure: true, settled: true });
    return out;
  }
  // Two empty lines where the text begins at the margin: the marks stood on the first of the last two.
  const room = blank - end - 1;
  const left = !indent && room > 0 && end > first && (room > 1 || (blank < site.source.lineCount && own > 0.5));
  const mark = Math.max(end + 1, blank - 2);
  const alone = left
    ? { title, edits: [{ start: site.lineStart(mark), end: site.lineEnd(mark), text: quote }] }
    : { title, edits: [{ start: site.lineEnd(end), end: site.lineEnd(end), text: site.source.eol + indent + quote }] };
  const likely = end === first ? 0.03 : left ? (room > 1 ? 0.85 : 0.6) : own;
  out.push({ ...glued, cost: Math.max(0.2, -1.6 * Math.log(1 - likely)), sure: true, settled: true });
  out.push({ ...alone, cost: Math.max(0.2, -1.6 * Math.log(likely)), sure: true, settled: true });
  return out;
}

/** How often the file closes a text of several lines on a line of its own. */
function ownLine(site: Site, single: boolean): number {
  if (single) return 0.03;
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

/** Words that were meant as a text: `input(Enter a number)`, `print(hello world)`. */
function bare(site: Site): Slip[] {
  const out: Slip[] = [];
  const line = site.line;
  const text = site.lineText(line);
  const start = site.lineStart(line);
  for (const found of text.matchAll(/([(,=]\s*)([A-Za-z][\w ?!.:'-]*? [\w ?!.:'-]*?[\w?!.:])(\s*)(?=[),]|$)/g)) {
    const words = (found[2] ?? '').split(/\s+/);
    if (words.length < 2 || words.some((word) => /^(?:if|else|for|in|and|or|not|is|lambda)$/.test(word))) continue;
    const at = start + found.index + (found[1]?.length ?? 0);
    const end = at + (found[2]?.length ?? 0);
    if (site.reach < at || site.reach > end + 1) continue;
    // A member of something known is code, not a word.
    const member = (word: string): boolean => /^[A-Za-z_]\w*(?:\.\w+)+$/.test(word) && site.uses(word.split('.')[0] ?? '') > 1;
    const strange = words.filter((word) => /[A-Za-z]/.test(word) && !member(word) && (!/^\w+$/.test(word) || site.uses(word) <= 1)).length;
    const quote = (found[2] ?? '').includes('"') ? "'" : '"';
    if (strange < 1 || / [?:] /.test(found[2] ?? '') || (found[2] ?? '').includes(quote)) continue;
    out.push({
      title: 'Put quotes around the text',
      edits: [
        { start: at, end: at, text: quote },
        { start: end, end, text: quote },
      ],
      cost:
        (strange === words.length ? 1.5 : 3.5) +
        (words.length > 2 || /[?!.:]$/.test(found[2] ?? '') || /\b(?:input|print)\s*\($/.test(text.slice(0, found.index + 1)) ? 0 : 1.5),
      sure: true,
    });
  }
  return out;
}

/** `for ''i in range(n):''`: empty texts that touch a word or end a line, where nothing can stand. */
function empty(site: Site): Slip[] {
  const line = site.line;
  const tokens = (site.broken?.tokens ?? []).filter((token) => site.source.lineOf(token.start) === line);
  const strays = tokens.filter(
    (token, i) =>
      /^(?:''|"")$/.test(token.text) &&
      ((tokens[i + 1]?.start === token.end && /^\w/.test(tokens[i + 1]?.text ?? '')) ||
        (i === tokens.length - 1 && tokens[i - 1]?.text === ':')),
  );
  if (strays.length === 0) return [];
  return [
    {
      title: `Remove the stray ${strays[0]?.text ?? ''}`,
      edits: strays.map((token) => ({ start: token.start, end: token.end, text: '' })),
      cost: 1,
      most: MOST_BARED,
    },
  ];
}
