/**
 * Mistake: statements of Python 2 that Python 3 spells differently.
 *
 * Before:  `except Error, e:`     After:  `except Error as e:`
 * Before:  `raise Error, 'why'`   After:  `raise Error('why')`
 * Before:  `exec code in space`   After:  `exec(code, space)`
 * Before:  `a <> b`               After:  `a != b`
 * Before:  `ur'x', 10L, 0777`     After:  `r'x', 10, 0o777`
 * Before:  `lambda (a, b): a`     After:  `lambda a_b: a_b[0]`
 *
 * When not: it stands in a string or comment, or the function that unpacks is long.
 */
import type { Token } from '../../../../syntax/python-tokens';
import type { Mistake, Slip } from './mistake';
import { short } from './python2-print';
import { statementAt } from './statement';
import type { Site } from './site';

export const python2Statements: Mistake = {
  id: 'python/python2-statements',
  explanation: 'This was Python 2. Python 3 writes it differently.',
  find: (site) => [...except(site), ...raise(site), ...exec(site), ...backticks(site), ...unequal(site), ...literals(site), ...tuples(site), ...asyncName(site)],
};

/** Top-level commas among the tokens. */
function parts(tokens: readonly Token[]): Token[][] {
  const out: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.type === 'op' && '([{'.includes(token.text)) depth++;
    else if (token.type === 'op' && ')]}'.includes(token.text)) depth--;
    if (token.text === ',' && token.type === 'op' && depth === 0) out.push([]);
    else out[out.length - 1]?.push(token);
  }
  return out;
}

const textOf = (site: Site, tokens: readonly Token[]): string => site.text.slice(tokens[0]?.start ?? 0, tokens[tokens.length - 1]?.end ?? 0);

function except(site: Site): Slip[] {
  const statement = statementAt(site, 'except');
  if (!statement) return [];
  const colon = statement.tokens.findIndex((token) => token.text === ':');
  const head = colon < 0 ? statement.tokens : statement.tokens.slice(0, colon);
  const list = parts(head);
  const first = list[0]?.[0];
  const last = head[head.length - 1];
  if (list.length < 2 || !first || !last) return [];
  const out: Slip[] = [];
  const second = list[1] ?? [];
  const name = second[0];
  const previous = list[0]?.[list[0].length - 1];
  // `except A, e:` names the error where e is no class.
  if (list.length === 2 && second.length === 1 && name?.type === 'name' && previous) {
    const bound = /^[a-z_]/.test(name.text) || name.text.length <= 2;
    out.push({ title: `Name the error with 'as ${name.text}'`, edits: [{ start: previous.end, end: name.start, text: ' as ' }], cost: bound ? 0.2 : 3, sure: true });
  }
  out.push({
    title: 'Put the error types in parentheses',
    edits: [{ start: first.start, end: first.start, text: '(' }, { start: last.end, end: last.end, text: ')' }],
    cost: name && /^[A-Z]/.test(name.text) ? 0.3 : 2.5,
    sure: true,
  });
  return out;
}

function raise(site: Site): Slip[] {
  const statement = statementAt(site, 'raise');
  if (!statement) return [];
  const list = parts(statement.tokens);
  const [type, value, trace] = list;
  if (!type?.length || !value?.length || list.length > 3) return [];
  const end = statement.end;
  const start = type[0]?.start ?? end;
  if (trace?.length) {
    // The value of `sys.exc_info()` is the error itself.
    const made = textOf(site, value) === 'None' ? textOf(site, type) : /\[1\]$|^[a-z_]+$/.test(textOf(site, value)) ? textOf(site, value) : `${textOf(site, type)}(${textOf(site, value)})`;
    return [{ title: 'Raise with the traceback', edits: [{ start, end, text: `${made}.with_traceback(${textOf(site, trace)})` }], cost: 0.8, sure: true, most: 0.6 }];
  }
  const text = `${textOf(site, type)}(${textOf(site, value).replace(/^\((.*)\)$/s, (whole, inner: string) => (/^[^()]*$/.test(inner) ? inner : whole))})`;
  return [{ title: `Raise ${short(text)}`, edits: [{ start, end, text }], cost: 0.3, sure: true }];
}

function exec(site: Site): Slip[] {
  const statement = statementAt(site, 'exec');
  if (!statement || statement.tokens.length === 0 || statement.tokens[0]?.text === '(' || statement.tokens[0]?.text === '=') return [];
  let depth = 0;
  let at = -1;
  statement.tokens.forEach((token, i) => {
    if (token.type === 'op' && '([{'.includes(token.text)) depth++;
    else if (token.type === 'op' && ')]}'.includes(token.text)) depth--;
    else if (token.text === 'in' && depth === 0) at = i;
  });
  const code = at < 0 ? statement.tokens : statement.tokens.slice(0, at);
  const space = at < 0 ? [] : statement.tokens.slice(at + 1);
  const text = `exec(${[textOf(site, code), space.length ? textOf(site, space) : ''].filter(Boolean).join(', ')})`;
  return [{ title: `Write exec as a function: ${short(text)}`, edits: [{ start: statement.word.start, end: statement.end, text }], cost: 0.3, sure: true, most: 0.8 }];
}

function backticks(site: Site): Slip[] {
  const line = site.broken;
  if (!line) return [];
  const ticks = line.tokens.filter((token) => token.type === 'bad' && token.text === '`');
  const edits = ticks.map((token, i) => ({ start: token.start, end: token.end, text: i % 2 === 0 ? 'repr(' : ')' }));
  return ticks.length > 0 && ticks.length % 2 === 0 ? [{ title: 'Write repr(…) for the backticks', edits, cost: 0.5, sure: true }] : [];
}

function unequal(site: Site): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const edits = tokens.flatMap((token, i) => {
    const next = tokens[i + 1];
    return token.text === '<' && next?.text === '>' && next.start === token.end ? [{ start: token.start, end: next.end, text: '!=' }] : [];
  });
  return edits.length ? [{ title: "Change '<>' to '!='", edits, cost: 0.4 }] : [];
}

function literals(site: Site): Slip[] {
  const out: Slip[] = [];
  const tokens = site.broken?.tokens ?? [];
  const raw: Slip['edits'][number][] = [];
  const zeros: Slip['edits'][number][] = [];
  const octal: Slip['edits'][number][] = [];
  const long: Slip['edits'][number][] = [];
  tokens.forEach((token, i) => {
    const next = tokens[i + 1];
    if (token.type === 'name' && /^ur$/i.test(token.text) && next && next.start === token.end && /^['"]/.test(next.text)) raw.push({ start: token.start, end: token.end, text: 'r' });
    if (token.type !== 'number') return;
    const digits = /^0+([0-9_]+)$/.exec(token.text)?.[1];
    if (digits !== undefined && !/^0*$/.test(token.text)) {
      zeros.push({ start: token.start, end: token.end, text: digits.replace(/^0+/, '') });
      if (/^[0-7]+$/.test(digits)) octal.push({ start: token.start, end: token.end, text: `0o${digits}` });
    }
    if (next?.type === 'name' && /^[lL]$/.test(next.text) && next.start === token.end) long.push({ start: next.start, end: next.end, text: '' });
  });
  if (raw.length) out.push({ title: "Change the prefix 'ur' to 'r'", edits: raw, cost: 0.3, sure: true });
  if (long.length) out.push({ title: "Remove the 'L' of the number", edits: long, cost: 0.4, sure: true });
  const mode = /\b(?:chmod|mkdir|makedirs|umask|mode|open)\b|S_I|perm/i.test(site.broken ? site.text.slice(site.broken.start, site.broken.next) : '');
  if (octal.length) out.push({ title: `Write the octal number as ${octal[0]?.text ?? ''}`, edits: octal, cost: mode ? 0.4 : 2, sure: true });
  if (zeros.length) out.push({ title: 'Remove the leading zeros', edits: zeros, cost: mode ? 2.5 : 0.6, sure: true });
  return out;
}

/** `lambda (a, b): a + b` took one pair; Python 3 has to index it. Where the lambda goes to `sorted` and its like a plain parameter list would be wrong. */
function tuples(site: Site): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const out: Slip[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const open = tokens[i + 1];
    if (tokens[i]?.text !== 'lambda' || open?.text !== '(') continue;
    const close = tokens.findIndex((token, j) => j > i + 1 && token.text === ')');
    const names = tokens.slice(i + 2, close).filter((token) => token.text !== ',');
    if (close < 0 || names.some((token) => token.type !== 'name')) continue;
    const closing = tokens[close];
    if (!closing) continue;
    out.push({ title: "Remove the parentheses around the lambda's parameters", edits: [{ start: open.start, end: open.end, text: '' }, { start: closing.start, end: closing.end, text: '' }], cost: names.length === 1 ? 0.3 : 0.9, sure: true });
    if (names.length < 2 || tokens[close + 1]?.text !== ':') continue;
    const pair = names.map((token) => token.text).join('_');
    const body: Slip['edits'][number][] = [{ start: open.start, end: closing.end, text: pair }];
    let depth = 0;
    for (const token of tokens.slice(close + 2)) {
      if (token.type === 'op' && '([{'.includes(token.text)) depth++;
      if (token.type === 'op' && ')]}'.includes(token.text) && depth-- === 0) break;
      if (token.text === ',' && depth === 0) break;
      const which = names.findIndex((name) => name.text === token.text && token.type === 'name');
      if (which >= 0 && site.text[token.start - 1] !== '.') body.push({ start: token.start, end: token.end, text: `${pair}[${which}]` });
    }
    out.push({ title: 'Take the pair apart inside the lambda', edits: body, cost: 1.3, sure: true });
  }
  return out;
}

/** `async` became a keyword in 3.7: `asyncio.async(x)` is `asyncio.ensure_future(x)` since 3.4. */
function asyncName(site: Site): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const out: Slip[] = [];
  tokens.forEach((token, i) => {
    if (token.text !== 'async' || token.type !== 'keyword') return;
    if (tokens[i - 1]?.text === '.' && tokens[i - 2]?.text === 'asyncio') out.push({ title: "Change 'asyncio.async' to 'asyncio.ensure_future'", edits: [{ start: token.start, end: token.end, text: 'ensure_future' }], cost: 0.3, sure: true, most: 0.7 });
  });
  return out;
}
