/**
 * Mistake: Python 2's print statement.
 *
 * Before:  `print "a", b`     After:  `print("a", b)`
 * Before:  `print >>log, x`   After:  `print(x, file=log)`
 * Before:  `print x,`         After:  `print(x, end=' ')`
 *
 * Before:  `print`            After:  `print()`, along with a statement that fails
 *
 * When not: `print` is used as a name.
 */
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import { statementAt, type Place } from '../search/statement';

/** −ln of how often people slip so. */
const COSTS = {
  'print-of-brackets': 3,
  'print-statement': 0.3,
  'print-alone': 0,
};
const slip = pricedBy(COSTS);

export const python2Print: Mistake = {
  id: 'python/python2-print',
  explanation: 'In Python 3 print is a function: what it prints stands in parentheses.',
  // `print >>stream, …` parses, and fails only when it runs.
  crashes: /unsupported operand type\(s\) for >>: 'builtin_function_or_method'/,
  find: (site) => {
    const found = statementAt(site, 'print')?.tokens[0]?.text === '(' && site.fault?.kind !== 'grammar' ? undefined : written(site);
    return found ? [found] : [];
  },
  elsewhere: (place) => [['print', elsewhere(place)]],
};

function written(site: Place): Slip | undefined {
  const statement = statementAt(site, 'print');
  if (!statement) return undefined;
  const { word, tokens, end } = statement;
  const first = tokens[0];
  if (!first) return undefined;
  let body = site.text.slice(first.start, end);
  let tail = '';
  if (first.text === '>>') {
    const comma = tokens.findIndex((token, i) => token.text === ',' && depthAt(tokens, i) === 0);
    const target = tokens[1];
    const last = comma < 0 ? tokens[tokens.length - 1] : tokens[comma - 1];
    if (!target || !last || last.end <= target.start) return undefined;
    tail = `file=${site.text.slice(target.start, last.end)}`;
    const rest = comma < 0 ? undefined : tokens[comma + 1];
    body = rest ? site.text.slice(rest.start, end) : '';
  }
  if (/,$/.test(body)) {
    body = body.replace(/\s*,$/, '');
    tail = [`end=' '`, tail].filter(Boolean).join(', ');
  }
  const text = `print(${[body, tail].filter(Boolean).join(', ')})`;
  return {
    title: `Write print as a function: ${short(text)}`,
    edits: [{ start: word.start, end, text }],
    ...slip(first.text === '(' || first.text === '=' ? 'print-of-brackets' : 'print-statement'),
    complete: true,
  };
}

/** The other print statements of the file. Alone on its line the word is no error in Python 3, and prints nothing. */
function elsewhere(place: Place): Slip | undefined {
  const [first, second] = place.broken?.tokens ?? [];
  if (first?.text === 'print' && !second)
    return { title: 'Call print', edits: [{ start: first.end, end: first.end, text: '()' }], ...slip('print-alone') };
  const statement = statementAt(place, 'print');
  const next = statement?.tokens[0];
  // `print = f`, `print.x`, `print (x)`, `print, y`: the name.
  return next && (next.type !== 'op' || /^(?:>>|[-~[{])$/.test(next.text)) && !/^(?:in|is|and|or|if)$/.test(next.text)
    ? written(place)
    : undefined;
}

function depthAt(tokens: readonly { readonly text: string; readonly type: string }[], index: number): number {
  let depth = 0;
  for (let i = 0; i < index; i++) {
    const token = tokens[i];
    if (token?.type !== 'op') continue;
    if ('([{'.includes(token.text)) depth++;
    else if (')]}'.includes(token.text)) depth--;
  }
  return depth;
}

export const short = (text: string): string => (text.length > 50 ? `${text.slice(0, 47)}…` : text);
