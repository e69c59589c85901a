// A quote too few at either end, the wrong one, or unescaped ones inside.

import type { ErrorSite, Repair } from './repair';
import { isCode } from './text-or-code';

const QUOTES = ["'", '"', '`'];

export function quotes(site: ErrorSite): Repair[] {
  const { text, tokens, at, error } = site;
  const place = Math.min(error.start, text.length - 1);
  const starts = new Set<number>();
  for (const offset of [place, tokens[at]?.start ?? place, tokens[at - 1]?.start ?? place])
    starts.add(text.lastIndexOf('\n', offset - 1) + 1);
  return [...starts].flatMap((start) => {
    const stop = text.indexOf('\n', start);
    const line: Line = { start, text: text.slice(start, stop < 0 ? text.length : stop).replace(/\r$/, '') };
    return [...QUOTES.flatMap((quote) => quotesOfLine(site, line, quote)), ...typographicQuotes(site, line)];
  });
}

interface Line {
  readonly start: number;
  readonly text: string;
}

function quotesOfLine(site: ErrorSite, line: Line, quote: string): Repair[] {
  const { text } = site;
  const places = [...line.text].map((c, i) => (c === quote && line.text[i - 1] !== '\\' ? i : -1)).filter((i) => i >= 0);
  if (places.length % 2 === 1) {
    const wrong = wrongEnd(line.text, quote);
    return [
      ...(wrong ? endsOfTwoKinds(text, line, quote, wrong) : []),
      ...missingAmongOthers(line, quote, places),
      ...missingAtEnd(line, quote, places, wrong !== undefined),
      ...missingAtStart(line, quote, places),
      ...loneQuote(line, quote, places),
      ...apostrophes(line, quote, places),
    ];
  }
  return places.length > 2 && quote !== '`' ? quotesInside(site, line, quote, places) : [];
}

function insertion(line: Line, at: number, inserted: string): Repair['edits'] {
  return [{ start: line.start + at, end: line.start + at, text: inserted }];
}

function replacement(line: Line, at: number, by: string): Repair['edits'] {
  return [{ start: line.start + at, end: line.start + at + 1, text: by }];
}

/** A string that is still open at the line's end, and the quote of another kind that should have closed it. */
interface WrongEnd {
  readonly open: number;
  readonly end: number;
  readonly other: string;
}

function wrongEnd(line: string, quote: string): WrongEnd | undefined {
  let open = -1;
  for (let i = 0, inside = ''; i < line.length; i++) {
    const c = line[i] ?? '';
    if (c === '\\') i++;
    else if (inside !== '') {
      if (c === inside) {
        inside = '';
        open = -1;
      }
    } else if (QUOTES.includes(c)) {
      inside = c;
      open = i;
    }
  }
  if (open < 0 || line[open] !== quote) return undefined;
  for (let end = line.length - 1; end > open; end--) {
    const other = line[end] ?? '';
    if ((other === '"' || other === "'") && other !== quote && /^\s*(?:$|[,;)\]}:+|&=?.]|from\b)/.test(line.slice(end + 1)))
      return { open, end, other };
  }
  return undefined;
}

/** The kind that the file writes oftener is the one that is meant at both ends. */
function endsOfTwoKinds(text: string, line: Line, quote: string, { open, end, other }: WrongEnd): Repair[] {
  const isUsual = text.split(quote).length >= text.split(other).length;
  return [
    {
      variant: isUsual ? 'quote-of-usual-kind' : 'quote-of-other-kind',
      cost: isUsual ? 0.6 : 1.2,
      title: `Change ${other} to ${quote}`,
      edits: replacement(line, end, quote),
    },
    {
      variant: isUsual ? 'quote-of-other-kind' : 'quote-of-usual-kind',
      cost: isUsual ? 1.2 : 0.6,
      title: `Change ${quote} to ${other}`,
      edits: replacement(line, open, other),
    },
  ];
}

/** One of several strings on the line: it ends behind its word, before what stands between strings. */
function missingAmongOthers(line: Line, quote: string, places: readonly number[]): Repair[] {
  return places.flatMap((place, k) => {
    const next = places[k + 1];
    if (k % 2 === 1 || next === undefined) return [];
    const word = /^[\w$@./-]+(?=\s*[|&,)\]:?+=])/.exec(line.text.slice(place + 1))?.[0];
    const end = place + 1 + (word?.length ?? 0);
    return word && end < next
      ? [{ variant: 'closing-quote', cost: 0.9, title: `Add the closing ${quote}`, edits: insertion(line, end, quote) }]
      : [];
  });
}

/** The closing one, before what usually follows a string; or at the end of a word. */
function missingAtEnd(line: Line, quote: string, places: readonly number[], isWrong: boolean): Repair[] {
  const ends = new Set<number>([line.text.length]);
  for (let i = (places.at(-1) ?? 0) + 1; i <= line.text.length; i++) if (/[\s,;)\]}:+]/.test(line.text[i] ?? ' ')) ends.add(i);
  return [...ends].map((end) => {
    const rest = line.text.slice(end);
    const tidy = /^\s*[,;)\]}:]*\s*(?:\{|\/\/.*)?$/.test(rest) ? 0 : /^\s*(?:[,;)\]}:+|&=?]|from)/.test(rest) ? 0.7 : 2;
    // What it closes must look like one thing: punctuation right before the quote is seldom inside.
    const loose = /[,;)\]}\s]$/.test(line.text.slice(0, end)) ? 1.4 : 0;
    return {
      variant: 'closing-quote',
      cost: 1 + tidy + loose + (isWrong ? 1 : 0),
      title: `Add the closing ${quote}`,
      edits: insertion(line, end, quote),
    };
  });
}

/** The opening one, before a word. */
function missingAtStart(line: Line, quote: string, places: readonly number[]): Repair[] {
  const found: Repair[] = [];
  for (const closing of places)
    for (let i = closing - 1; i >= 0; i--) {
      if (!/[\s(,=:[{+]/.test(line.text[i] ?? ' ') && i !== 0) continue;
      const open = i === 0 ? 0 : i + 1;
      if (open < closing && !/\s/.test(line.text[open] ?? ' '))
        found.push({
          variant: 'opening-quote',
          cost: 1.4 + (/(?:from|[(=:,[+])\s*$/.test(line.text.slice(0, open)) ? 0 : 1.2),
          title: `Add the opening ${quote}`,
          edits: insertion(line, open, quote),
        });
    }
  return found;
}

/** One too many, or one of a pair of another kind. */
function loneQuote(line: Line, quote: string, places: readonly number[]): Repair[] {
  const [first] = places;
  const last = places.at(-1);
  if (first === undefined || last === undefined) return [];
  const others = QUOTES.filter((other) => other !== quote && [...line.text].filter((c) => c === other).length % 2 === 1);
  return [
    { variant: 'lone-quote', cost: 2.6, title: `Remove the lone ${quote}`, edits: replacement(line, first, '') },
    ...others.flatMap((other): Repair[] => [
      { variant: 'quote-of-odd-pair', cost: 1.3, title: `Change ${quote} to ${other}`, edits: replacement(line, last, other) },
      { variant: 'quote-of-odd-pair', cost: 1.4, title: `Change ${quote} to ${other}`, edits: replacement(line, first, other) },
    ]),
  ];
}

/** An apostrophe inside the string. */
function apostrophes(line: Line, quote: string, places: readonly number[]): Repair[] {
  return places.slice(1).map((inner) => {
    const isInWord = /[A-Za-z]/.test(line.text[inner - 1] ?? '') && /[A-Za-z]/.test(line.text[inner + 1] ?? '');
    return {
      variant: isInWord ? 'apostrophe' : 'quote-inside',
      cost: isInWord ? 1.7 : 3,
      title: `Escape the ${quote} inside the string`,
      edits: insertion(line, inner, '\\'),
    };
  });
}

/** Quotes inside a string of the same quotes: those that neither begin nor end an argument. */
function quotesInside(site: ErrorSite, line: Line, quote: string, places: readonly number[]): Repair[] {
  const { text } = line;
  // Code between two texts is no text: what is missing there is a comma or a sign.
  const isCodeBehind = (i: number): boolean => {
    const next = places[places.indexOf(i) + 1];
    return places.indexOf(i) % 2 === 1 && next !== undefined && isCode(site, line.start, text.slice(i + 1, next));
  };
  const isBetween = (i: number): boolean => i > (places[0] ?? 0) && i < (places.at(-1) ?? 0);
  const begins = (i: number): boolean => /[([{,=:+!?]\s*$/.test(text.slice(0, i)) || i === text.search(/\S/);
  const ends = (i: number): boolean => /^\s*(?:[)\]},;:+?]|$)/.test(text.slice(i + 1));
  const inner = places.filter((i) => isBetween(i) && !begins(i) && !ends(i));
  const touching = places.filter(
    (i) =>
      isBetween(i) &&
      (inner.includes(i) ||
        (text[i + 1] === quote && !inner.includes(i + 1)) ||
        (/\w/.test(text[i - 1] ?? ' ') && /[\s\w]/.test(text[i + 1] ?? ' '))),
  );
  return [inner, touching]
    .filter((set) => set.length > 0 && !set.some(isCodeBehind))
    .map((set) => ({
      variant: 'quotes-inside',
      cost: 1.5,
      title: `Escape the ${quote} inside the string`,
      edits: set.flatMap((i) => insertion(line, i, '\\')),
    }));
}

/** Opening and closing quotes of word processors, in the ways that languages write them. */
const TYPOGRAPHIC: ReadonlyMap<string, string> = new Map([
  ['“', '”“'],
  ['”', '”'],
  ['„', '“”'],
  ['‟', '”'],
  ['«', '»'],
  ['»', '«'],
  ['‘', '’‘'],
  ['’', '’'],
  ['‚', '‘’'],
  ['‹', '›'],
  ['›', '‹'],
  ['″', '″'],
  ['"', '”“'],
  ["'", '’‘'],
]);
const ANY_TYPOGRAPHIC = /[“”„‟«»‘’‚‹›″]/;

/** The strings of a line that stand in quotes of a word processor, in the quotes of the file. Those within plain quotes are text. */
function typographicStrings(line: string, usual: string): { start: number; end: number; text: string }[] {
  const found: { start: number; end: number; text: string }[] = [];
  for (let i = 0; i < line.length; i++) {
    const open = line[i] ?? '';
    if (line.startsWith('//', i)) break;
    const closers = TYPOGRAPHIC.get(open);
    if (closers === undefined && open !== '`') continue;
    if (QUOTES.includes(open)) {
      let end = i + 1;
      while (end < line.length && line[end] !== open) end += line[end] === '\\' ? 2 : 1;
      if (end < line.length || closers === undefined) {
        i = end;
        continue;
      }
    }
    const rest = [...(closers ?? ''), ...(QUOTES.includes(open) ? [] : ['"', "'"])].map((closer) => endOf(line, i + 1, closer));
    const end = Math.min(...rest.filter((place) => place > i));
    if (!Number.isFinite(end)) continue;
    const inside = line.slice(i + 1, end);
    const other = usual === "'" ? '"' : "'";
    const quote = inside.includes(usual) && !inside.includes(other) ? other : usual;
    found.push({ start: i, end: end + 1, text: `${quote}${inside.replaceAll(quote, `\\${quote}`)}${quote}` });
    i = end;
  }
  return found;
}

/** An apostrophe within a word closes nothing. */
function endOf(line: string, from: number, closer: string): number {
  for (let at = line.indexOf(closer, from); at >= 0; at = line.indexOf(closer, at + 1))
    if (!(/[’']/.test(closer) && /\p{L}/u.test(line[at - 1] ?? '') && /\p{L}/u.test(line[at + 1] ?? ''))) return at;
  return -1;
}

/** Of the line, and of all lines: who pastes from a word processor pastes more than one. */
function typographicQuotes({ text, tokens }: ErrorSite, line: Line): Repair[] {
  if (!ANY_TYPOGRAPHIC.test(line.text)) return [];
  const plain = (quote: string): number => tokens.filter((token) => token.kind === 'str' && token.text.startsWith(quote)).length;
  const usual = plain('"') > plain("'") ? '"' : "'";
  const edits: { start: number; end: number; text: string }[] = [];
  // Between tags they are words, not code.
  const isMarkup = /<\/|\/>/.test(text);
  const bad = new Set(
    tokens
      .filter(({ kind, text: sign }) => !isMarkup && kind === 'bad' && ANY_TYPOGRAPHIC.test(sign))
      .map(({ start }) => text.lastIndexOf('\n', start - 1) + 1),
  );
  for (const start of new Set([line.start, ...bad])) {
    const stop = text.indexOf('\n', start);
    const whole = text.slice(start, stop < 0 ? text.length : stop).replace(/\r$/, '');
    if (ANY_TYPOGRAPHIC.test(whole))
      edits.push(...typographicStrings(whole, usual).map((one) => ({ start: start + one.start, end: start + one.end, text: one.text })));
  }
  const here = edits.filter(({ start }) => start >= line.start && start <= line.start + line.text.length);
  if (here.length === 0) return [];
  return (here.length < edits.length ? [edits, here] : [edits]).map((set, i) => ({
    variant: 'typographic-quotes',
    cost: 0.3 + i / 10,
    title: 'Change the typographic quotes to plain ones',
    edits: set,
  }));
}
