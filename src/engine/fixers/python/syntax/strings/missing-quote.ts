// A string of one line that lacks one of its quotes, or has the wrong one.

import type { Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';
import type { Slip } from '../search/mistake';
import { swallowedIn } from '../search/text-or-code';
import { EARLY, ESCAPED_END, OTHER_QUOTE, OVER_TWO_LINES, UNCLOSED, UNOPENED } from './string-costs';
import { brokenStrings, calculation, codeTail, opening, otherQuote } from './string-token';

/** Where the missing quote may go: before what reads like code again. */
export function unclosed(site: ErrorSite): Slip[] {
  const out: Slip[] = [];
  for (const token of brokenStrings(site)) {
    const { prefix, quote } = opening(token);
    if (quote.length === 3) continue;
    const mixed = mixedPair(site, token.start);
    if (mixed) out.push(mixed);
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
    end(whole, tail ? UNCLOSED.behindCode : UNCLOSED.atLineEnd);
    // Blanks at a line's end are rare; inside a text that goes on in the next line they are not.
    if (!tail && whole < inner.length && code.length === whole) end(inner.length, UNCLOSED.behindBlanks);
    if (/%[\d.]*[sdifrx]/.test(inner)) for (const found of inner.matchAll(/\s+%\s+(?=[\w(])/g)) end(found.index, UNCLOSED.beforePercent);
    end(code.length, code.length !== whole ? UNCLOSED.beforeComment : tail ? UNCLOSED.behindCode : UNCLOSED.atLineEnd);
    // Before the brackets, colons and commas at the end: all of them, or some.
    for (let i = 0; i < tail.length; i++)
      if (!/\s/.test(tail[i] ?? '')) end(code.length - tail.length + i, UNCLOSED.beforeTail + UNCLOSED.perTailCharacter * i);
    // Before what reads like code: the next argument, an operator, a method of strings.
    const operators = operatorsIn(site, token, inner);
    for (const offset of operators) end(offset, UNCLOSED.beforeOperator);
    for (const found of inner.matchAll(/,\s*(?=(\w+)\s*[,=)\]])/g))
      if (site.uses(found[1] ?? '') > 1 || inner[found.index + found[0].length + (found[1]?.length ?? 0)] === '=')
        end(found.index, UNCLOSED.beforeKnownArgument);
    for (const found of inner.matchAll(/,\s*(?=[[({'"\d]|\w+\s*[,=()[\].])/g)) end(found.index, UNCLOSED.beforeArgument);
    for (const found of inner.matchAll(
      /,\s*(?=\w)|[)\]}]|\s(?:in|and|or|if|else|for|not)\s|\s*(?:%|\+|==|!=)\s*(?=[\w(])|:\s*(?=[\w[{('"]+,?)/g,
    ))
      end(found.index, UNCLOSED.beforeCode);
    // Of `Hi +name` the blank belongs to the text.
    for (const found of inner.matchAll(/(?<=\S) (?=[+%][\w(])/g)) end(found.index + 1, UNCLOSED.beforeOperator);
    for (const found of inner.matchAll(/\.(?:format|join|split|strip|lower|upper|replace|encode|startswith|endswith|count)\(/g))
      end(found.index, UNCLOSED.beforeMethod);
    for (const found of inner.matchAll(/(?<=\w)(?=\W)/g)) end(found.index, UNCLOSED.behindAnyWord);
    for (const [offset, base] of ends) {
      let cost = base;
      // Fewer tokens always look more usual; what is swallowed must not win by that.
      const text = inner.slice(0, offset);
      cost +=
        UNCLOSED.perSwallowedArgument * (text.match(/,\s*[\w[({]/g)?.length ?? 0) * (/^[\w\s,.!?'-]*$/.test(text) ? UNCLOSED.ofProse : 1) +
        (/^[^,]*\w, *[A-Za-z_]\w*=[^=\s]/.test(text) ? UNCLOSED.swallowedKeyword : 0) +
        (/, *[[({]|^\w*[[(]/.test(text) ? UNCLOSED.swallowedBracket : 0) +
        UNCLOSED.perSwallowedClosing * Math.max(0, (text.match(/[)\]}]/g)?.length ?? 0) - (text.match(/[([{]/g)?.length ?? 0));
      for (const operator of operators) if (operator < offset) cost += UNCLOSED.swallowedOperator;
      // What the file can work out is hardly a text.
      if (calculates && offset >= code.length) cost += UNCLOSED.swallowedCalculation;
      // An empty string is rarely what was meant.
      out.push({
        title: `Close the string with ${quote}`,
        edits: [{ start: at + offset, end: at + offset, text: quote }],
        variant: offset >= code.length ? 'unclosed-at-line-end' : 'unclosed-before-code',
        cost: cost + (offset === 0 ? UNCLOSED.emptyString : 0),
      });
      // The bracket behind the string went with the quote.
      if (offset === inner.trimEnd().length && cost < UNCLOSED.asked)
        for (const closing of [')', '):', ']'])
          out.push({
            title: `Close the string and the bracket with ${quote}${closing}`,
            edits: [{ start: at + offset, end: at + offset, text: quote + closing }],
            variant: 'unclosed-with-bracket',
            cost: cost + UNCLOSED.withBracket,
          });
    }
    // 'abc"  and  "abc'
    const other = otherQuote(quote);
    for (let i = inner.indexOf(other), n = 0; i >= 0 && n < 4; i = inner.indexOf(other, i + 1), n++) {
      const ends = codeTail(code.slice(i + 1)) === code.slice(i + 1);
      out.push({
        title: `Change ${other} to ${quote}`,
        edits: [{ start: at + i, end: at + i + 1, text: quote }],
        variant: 'other-closing-quote',
        cost: ends ? OTHER_QUOTE.closing : OTHER_QUOTE.closingFurtherIn,
      });
      // The bracket behind it is gone as well.
      if (ends && i + 1 === code.length)
        for (const closing of [')', '):', ']'])
          out.push({
            title: `Change ${other} to ${quote}${closing}`,
            edits: [{ start: at + i, end: at + i + 1, text: quote + closing }],
            variant: 'other-closing-quote-with-bracket',
            cost: OTHER_QUOTE.closingWithBracket,
          });
      out.push({
        title: `Change ${quote} to ${other}`,
        edits: [{ start: token.start + prefix.length, end: at, text: other }],
        variant: 'other-opening-quote',
        cost: OTHER_QUOTE.opening,
      });
    }
    // A backslash took the closing quote away: 'C:\'
    const escaped = inner.indexOf(`\\${quote}`);
    if (escaped >= 0)
      out.push({
        title: 'Double the backslash',
        edits: [{ start: at + escaped, end: at + escaped, text: '\\' }],
        variant: 'escaped-end',
        cost: ESCAPED_END,
      });
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
        variant: 'over-two-lines',
        cost: OVER_TWO_LINES,
      });
    }
  }
  return out;
}

/**
 * Offsets in the open string at which code rather goes on: `%` before what fills it in, an operator at the line's end, a condition's next
 * part, the next argument behind a single word.
 */
function operatorsIn(site: ErrorSite, token: Token, inner: string): number[] {
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

/**
 * `mode='plain", type='field'`: the line has an odd number of both quotes, so that one closes what another opened. Read from the left, the first text
 * that the other mark ends before what ends an argument.
 */
function mixedPair(site: ErrorSite, at: number): Slip | undefined {
  const line = site.source.lineOf(at);
  const text = site.lineText(line);
  if (/\\|'''|"""/.test(text) || (text.match(/'/g)?.length ?? 0) % 2 === 0 || (text.match(/"/g)?.length ?? 0) % 2 === 0) return undefined;
  for (let i = 0; i < text.length; i++) {
    const quote = text[i];
    if (quote !== '"' && quote !== "'") continue;
    const other = otherQuote(quote);
    const close = text.indexOf(quote, i + 1);
    const mark = text.indexOf(other, i + 1);
    const isPair = close >= 0 && (mark < 0 || mark > close);
    const inside = close < 0 ? text.slice(i + 1) : text.slice(i + 1, close);
    // Closed in its way, the other mark in it in pairs or as an apostrophe.
    if (isPair || (close >= 0 && ((inside.split(other).length - 1) % 2 === 0 || /^[\w\s]*\w'\w[\w\s]*$/.test(inside)))) {
      i = close;
      continue;
    }
    if (mark < 0 || !/^(?:[,)\]}:.]|\s*(?:$|[+%*]|(?:not|in|and|or|if|else|for)\b))/.test(text.slice(mark + 1))) return undefined;
    const start = site.lineStart(line) + mark;
    return {
      title: `Change ${other} to ${quote}`,
      edits: [{ start, end: start + 1, text: quote }],
      variant: 'other-closing-quote',
      cost: OTHER_QUOTE.mixedPair,
      complete: true,
    };
  }
  return undefined;
}

/** Longer ones are data. */
const MAX_ENDED = 200;

/** `['a, 'b']`: a string ran on to the quote that should open the next one. */
export function endedByNext(site: ErrorSite): Slip[] {
  const out: Slip[] = [];
  for (let i = 0; i < Math.min(site.tokens.length, site.index + 1); i++) {
    const token = site.tokens[i];
    const next = site.tokens[i + 1];
    if (token?.type !== 'string' || !next || token.end - token.start > MAX_ENDED) continue;
    // Near the error, a word behind it; further away one that touches it, or what reads like code inside.
    const ran = next.type !== 'op' && next.start - token.end <= (i < site.index - 3 ? 0 : 1);
    if (!ran && swallowedIn(site, [token]) === 0) continue;
    const { prefix, quote } = opening(token);
    if (quote.length === 3) continue;
    const from = token.start + prefix.length + 1;
    const inner = site.text.slice(from, token.end - 1);
    const other = otherQuote(quote);
    const swapped = new RegExp(`^[^'",]*(${other})\\s*[,:)\\]]\\s*$`).exec(inner);
    if (swapped)
      out.push({
        title: `Change ${other} to ${quote}`,
        edits: [{ start: from + inner.indexOf(other), end: from + inner.indexOf(other) + 1, text: quote }],
        variant: 'other-closing-quote',
        cost: OTHER_QUOTE.closingNextString,
      });
    for (const found of inner.matchAll(/\s*[,:)\]}+%]|\s(?:in|and|or|if|else|for|not)\s/g)) {
      const rest = inner.slice(found.index);
      // Blanks before a comma are the text's, and of two before an operator the first.
      const blanks = /^\s*/.exec(rest)?.[0].length ?? 0;
      const end = found.index + (/^\s*[,:)\]}]/.test(rest) ? blanks : /^\s*[+%]/.test(rest) ? Math.max(0, blanks - 1) : 0);
      out.push({
        title: `Close the string with ${quote}`,
        edits: [{ start: from + end, end: from + end, text: quote }],
        variant: 'ended-by-next',
        cost: /^\s*[,:]\s*$/.test(rest) ? EARLY.beforeSeparator : EARLY.beforeCode + (end === 0 ? EARLY.emptyString : 0),
      });
    }
  }
  return out;
}

/** `f(pop from empty set')`: the quote that closes is there, the one that opens is not. */
export function unopened(site: ErrorSite): Slip[] {
  const out: Slip[] = [];
  const line = site.line;
  const text = site.lineText(line);
  const start = site.lineStart(line);
  // The quote that is left over may stand far behind the first word that does not fit.
  if (!(site.broken?.tokens ?? site.tokens).some((token) => token.type === 'bad')) return out;
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
        variant: 'unopened',
        cost:
          (n === 0 ? UNOPENED.nearest : UNOPENED.further + UNOPENED.perPlace * n) +
          (/[([{=]/.test(words) ? UNOPENED.overBracket : 0) +
          (weak ? UNOPENED.weakPlace : 0) +
          UNOPENED.perComma * (words.match(/,/g)?.length ?? 0),
      });
      if (!weak) n++;
    }
  }
  return out;
}
