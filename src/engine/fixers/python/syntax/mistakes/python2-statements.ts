/**
 * Mistake: statements of Python 2 that Python 3 spells differently.
 *
 * Before:  `except Error, e:`     After:  `except Error as e:`
 * Before:  `raise Error, 'why'`   After:  `raise Error('why')`
 * Before:  `exec code in space`   After:  `exec(code, space)`
 * Before:  `a <> b`               After:  `a != b`
 * Before:  `ur'x', 10L, 0777`     After:  `r'x', 10, 0o777`
 * Before:  `lambda (a, b): a`     After:  `lambda a_b: a_b[0]`
 * Before:  `def f((a, b)):`       After:  `def f(a_b):` and `a, b = a_b` as its first line
 *
 * When not: it stands in a string or comment.
 */
import type { Token } from '../../../../syntax/python-tokens';
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import { short } from './python2-print';
import { statementAt, type Place } from '../search/statement';
import type { ErrorSite } from '../search/error-site';

/** −ln of how often people slip so. */
const COSTS = {
  'except-as': 0.2,
  'except-as-class-name': 3,
  'except-types': 0.3,
  'except-types-like-variable': 6,
  'raise-with-traceback': 0.8,
  'raise-value': 0.3,
  exec: 0.3,
  backticks: 0.5,
  unequal: 0.4,
  'prefix-ur': 0.3,
  'long-number': 0.4,
  'octal-permissions': 0.3,
  'octal-number': 4,
  'zeros-of-permissions': 4,
  'leading-zeros': 0.6,
  'lambda-parentheses': 0.3,
  'lambda-pair-as-two-for-one-item': 4,
  'lambda-pair-as-two': 0.9,
  'lambda-pair-for-one-item': 0.3,
  'lambda-pair': 1.3,
  'tuple-parameter': 0.5,
  'asyncio-async': 0.3,
};
const slip = pricedBy(COSTS);

export const python2Statements: Mistake = {
  id: 'python/python2-statements',
  explanation: 'This was Python 2. Python 3 writes it differently.',
  find: (site) => [
    ...except(site),
    ...raise(site),
    ...exec(site),
    ...backticks(site),
    ...unequal(site),
    ...literals(site),
    ...lambdas(site),
    ...tupleParameters(site),
    ...asyncName(site),
  ],
  elsewhere: (place) => ALIKE.map((find, i) => [`${i}`, find(place).find(({ variant }) => PLAIN.has(variant))]),
};

/** What Python 2 wrote the same way all over a file. */
const ALIKE: readonly ((place: Place) => readonly Slip[])[] = [except, raise, exec, unequal, literals, lambdas];
/** What can hardly mean anything else, wherever it stands. */
const PLAIN: ReadonlySet<string> = new Set<keyof typeof COSTS>([
  'except-as',
  'except-types',
  'raise-value',
  'exec',
  'unequal',
  'prefix-ur',
  'long-number',
  'octal-permissions',
  'lambda-parentheses',
  'lambda-pair-for-one-item',
]);

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

const textOf = (site: Place, tokens: readonly Token[]): string =>
  site.text.slice(tokens[0]?.start ?? 0, tokens[tokens.length - 1]?.end ?? 0);

function except(site: Place): Slip[] {
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
    out.push({
      title: `Name the error with 'as ${name.text}'`,
      edits: [{ start: previous.end, end: name.start, text: ' as ' }],
      ...slip(bound ? 'except-as' : 'except-as-class-name'),
      complete: true,
    });
  }
  out.push({
    title: 'Put the error types in parentheses',
    edits: [
      { start: first.start, end: first.start, text: '(' },
      { start: last.end, end: last.end, text: ')' },
    ],
    // What is named like a variable was hardly ever a second type; where the handler then uses it, never.
    ...slip(name && /^[A-Z]/.test(name.text) ? 'except-types' : 'except-types-like-variable'),
    complete: true,
  });
  return out;
}

/** The three parts of `raise` went into a helper more often than into `with_traceback` in modules that were ported. */
function raise(site: Place): Slip[] {
  const statement = statementAt(site, 'raise');
  if (!statement) return [];
  const list = parts(statement.tokens);
  const [type, value, trace] = list;
  if (!type?.length || !value?.length || list.length > 3) return [];
  const end = statement.end;
  const start = type[0]?.start ?? end;
  if (trace?.length) {
    // The value of `sys.exc_info()` is the error itself.
    const made =
      textOf(site, value) === 'None'
        ? textOf(site, type)
        : /\[1\]$|^[a-z_]+$/.test(textOf(site, value))
          ? textOf(site, value)
          : `${textOf(site, type)}(${textOf(site, value)})`;
    return [
      {
        title: 'Raise with the traceback',
        edits: [{ start, end, text: `${made}.with_traceback(${textOf(site, trace)})` }],
        ...slip('raise-with-traceback'),
        complete: true,
      },
    ];
  }
  const text = `${textOf(site, type)}(${textOf(site, value).replace(/^\((.*)\)$/s, (whole, inner: string) => (/^[^()]*$/.test(inner) ? inner : whole))})`;
  return [{ title: `Raise ${short(text)}`, edits: [{ start, end, text }], ...slip('raise-value'), complete: true }];
}

function exec(site: Place): Slip[] {
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
  return [
    {
      title: `Write exec as a function: ${short(text)}`,
      edits: [{ start: statement.word.start, end: statement.end, text }],
      ...slip('exec'),
      complete: true,
    },
  ];
}

function backticks(site: Place): Slip[] {
  const line = site.broken;
  if (!line) return [];
  const ticks = line.tokens.filter((token) => token.type === 'bad' && token.text === '`');
  const edits = ticks.map((token, i) => ({ start: token.start, end: token.end, text: i % 2 === 0 ? 'repr(' : ')' }));
  return ticks.length > 0 && ticks.length % 2 === 0
    ? [{ title: 'Write repr(…) for the backticks', edits, ...slip('backticks'), complete: true }]
    : [];
}

function unequal(site: Place): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const edits = tokens.flatMap((token, i) => {
    const next = tokens[i + 1];
    return token.text === '<' && next?.text === '>' && next.start === token.end ? [{ start: token.start, end: next.end, text: '!=' }] : [];
  });
  return edits.length ? [{ title: "Change '<>' to '!='", edits, ...slip('unequal'), complete: true }] : [];
}

/** Numbers that are written in octal because they are the permissions of a file. */
const PERMISSIONS = /^0+(?:[4567][0-7][0-7]|0?22|0?27|0?77)$/;

function literals(site: Place): Slip[] {
  const out: Slip[] = [];
  const tokens = site.broken?.tokens ?? [];
  const raw: Slip['edits'][number][] = [];
  const zeros: Slip['edits'][number][] = [];
  const octal: Slip['edits'][number][] = [];
  const long: Slip['edits'][number][] = [];
  tokens.forEach((token, i) => {
    const next = tokens[i + 1];
    if (token.type === 'name' && /^ur$/i.test(token.text) && next && next.start === token.end && /^['"]/.test(next.text))
      raw.push({ start: token.start, end: token.end, text: 'r' });
    if (token.type !== 'number') return;
    const digits = /^0+([0-9_]+)$/.exec(token.text)?.[1];
    if (digits !== undefined && !/^0*$/.test(token.text)) {
      zeros.push({ start: token.start, end: token.end, text: digits.replace(/^0+/, '') });
      if (/^[0-7]+$/.test(digits)) octal.push({ start: token.start, end: token.end, text: `0o${digits}` });
    }
    if (next?.type === 'name' && /^[lL]$/.test(next.text) && next.start === token.end)
      long.push({ start: next.start, end: next.end, text: '' });
  });
  if (raw.length) out.push({ title: "Change the prefix 'ur' to 'r'", edits: raw, ...slip('prefix-ur'), complete: true });
  if (long.length) out.push({ title: "Remove the 'L' of the number", edits: long, ...slip('long-number'), complete: true });
  const mode =
    zeros.every((edit) => PERMISSIONS.test(site.text.slice(edit.start, edit.end))) ||
    /\b(?:chmod|mkdir|makedirs|umask|mode|open)\b|S_I|perm/i.test(site.broken ? site.text.slice(site.broken.start, site.broken.next) : '');
  if (octal.length)
    out.push({
      title: "Write the octal number with '0o'",
      edits: octal,
      ...slip(mode ? 'octal-permissions' : 'octal-number'),
      complete: true,
    });
  if (zeros.length)
    out.push({ title: 'Remove the leading zeros', edits: zeros, ...slip(mode ? 'zeros-of-permissions' : 'leading-zeros'), complete: true });
  return out;
}

/** A parameter that is itself a list of names: what its names are called by index. undefined where it is no such list. */
function unpacked(
  tokens: readonly Token[],
  open: number,
): { readonly close: number; readonly paths: ReadonlyMap<string, string>; readonly name: string; readonly comma: boolean } | undefined {
  const paths = new Map<string, string>();
  const index = [0];
  let comma = false;
  for (let i = open + 1; i < tokens.length; i++) {
    const token = tokens[i];
    const depth = index.length - 1;
    if (!token) return undefined;
    if (token.text === '(') index.push(0);
    else if (token.text === ')') {
      index.pop();
      if (depth === 0) return { close: i, paths, name: [...paths.keys()].join('_'), comma };
    } else if (token.text === ',') {
      index[depth] = (index[depth] ?? 0) + 1;
      comma = true;
    } else if (token.type === 'name' && !paths.has(token.text)) paths.set(token.text, index.map((at) => `[${at}]`).join(''));
    else return undefined;
  }
  return undefined;
}

/** What calls its function with one item. */
const ONE_ITEM = /(?:\bkey\s*=|\b(?:map|filter|imap|ifilter|any|all)\s*\()\s*$/;

/** `lambda (a, b): a + b` took one pair; Python 3 has to index it. Where the lambda goes to `sorted` and its like a plain parameter list would be wrong. */
function lambdas(site: Place): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const out: Slip[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const word = tokens[i];
    const open = tokens[i + 1];
    if (word?.text !== 'lambda' || open?.text !== '(') continue;
    const pair = unpacked(tokens, i + 1);
    const closing = pair ? tokens[pair.close] : undefined;
    if (!pair || !closing || pair.paths.size === 0) continue;
    const gap = open.start === word.end ? ' ' : '';
    const nested = tokens.slice(i + 2, pair.close).some((token) => token.text === '(');
    const oneItem = ONE_ITEM.test(site.text.slice(Math.max(0, word.start - 40), word.start));
    if (!nested) {
      const plain: Slip['edits'] = [
        { start: open.start, end: open.end, text: gap },
        { start: closing.start, end: closing.end, text: '' },
      ];
      out.push({
        title: "Remove the parentheses around the lambda's parameters",
        edits: plain,
        ...slip(!pair.comma ? 'lambda-parentheses' : oneItem ? 'lambda-pair-as-two-for-one-item' : 'lambda-pair-as-two'),
        complete: true,
      });
    }
    if (!pair.comma) continue;
    const body: Slip['edits'][number][] = [{ start: open.start, end: closing.end, text: `${gap}${pair.name}` }];
    let depth = 0;
    const colon = tokens.findIndex((token, j) => j > pair.close && token.text === ':');
    for (const token of colon < 0 ? [] : tokens.slice(colon + 1)) {
      if (token.type === 'op' && '([{'.includes(token.text)) depth++;
      if (token.type === 'op' && ')]}'.includes(token.text) && depth-- === 0) break;
      if (token.text === ',' && depth === 0) break;
      const path = token.type === 'name' && site.text[token.start - 1] !== '.' ? pair.paths.get(token.text) : undefined;
      if (path) body.push({ start: token.start, end: token.end, text: `${pair.name}${path}` });
    }
    out.push({
      title: 'Take the pair apart inside the lambda',
      edits: body,
      ...slip(oneItem ? 'lambda-pair-for-one-item' : 'lambda-pair'),
      complete: true,
    });
  }
  return out;
}

/** `def f(self, (a, b)):` takes a pair under one name and takes it apart first thing. */
function tupleParameters(site: ErrorSite): Slip[] {
  const statement = statementAt(site, 'def');
  const tokens = statement?.tokens ?? [];
  const last = tokens[tokens.length - 1];
  // A body on the line of its head has no place for a further statement.
  if (last?.text !== ':') return [];
  const edits: Slip['edits'][number][] = [];
  const first: string[] = [];
  for (let i = 2; i < tokens.length; i++) {
    const open = tokens[i];
    const before = tokens[i - 1]?.text;
    if (open?.text !== '(' || (before !== ',' && before !== '(')) continue;
    const pair = unpacked(tokens, i);
    const closing = pair ? tokens[pair.close] : undefined;
    if (!pair || !closing || !pair.comma || pair.paths.size === 0) continue;
    edits.push({ start: open.start, end: closing.end, text: pair.name });
    first.push(`${site.text.slice(open.start + 1, closing.start)} = ${pair.name}`);
    i = pair.close;
  }
  if (edits.length === 0) return [];
  let line = site.source.lineOf(last.start) + 1;
  while (line < site.source.lineCount && site.isBlank(line)) line++;
  const indent = /^[ \t]*/.exec(site.lineText(line))?.[0] ?? '';
  const quote = /^[ \t]*[urbURB]{0,2}("""|'''|"|')/.exec(site.lineText(line));
  if (quote?.[1]) {
    const from = site.lineStart(line) + quote[0].length;
    const end = site.text.indexOf(quote[1], from);
    if (end < 0) return [];
    line = site.source.lineOf(end) + 1;
  }
  const at = site.lineStart(line);
  if (line >= site.source.lineCount || indent === '') return [];
  const text = first.map((one) => `${indent}${one}${site.source.eol}`).join('');
  return [
    {
      title: 'Take the pair apart inside the function',
      edits: [...edits, { start: at, end: at, text }],
      ...slip('tuple-parameter'),
      complete: true,
    },
  ];
}

/** `async` became a keyword in 3.7: `asyncio.async(x)` is `asyncio.ensure_future(x)` since 3.4. */
function asyncName(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const out: Slip[] = [];
  tokens.forEach((token, i) => {
    if (token.text !== 'async' || token.type !== 'keyword') return;
    if (tokens[i - 1]?.text === '.' && tokens[i - 2]?.text === 'asyncio')
      out.push({
        title: "Change 'asyncio.async' to 'asyncio.ensure_future'",
        edits: [{ start: token.start, end: token.end, text: 'ensure_future' }],
        ...slip('asyncio-async'),
        complete: true,
      });
  });
  return out;
}
