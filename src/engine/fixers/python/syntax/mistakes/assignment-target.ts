/**
 * Mistake: something that can't be assigned to stands left of `=`.
 *
 * Before:  `5 = x`             After:  `x = 5`
 * Before:  `user-name = 'a'`   After:  `user_name = 'a'`
 * Before:  `int(n) = input()`  After:  `n = int(input())`
 *
 * When not: it is a condition: there `==` was meant.
 */
import { lexAll } from '../../../../syntax/python-tokens';
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import type { ErrorSite } from '../search/error-site';

/** −ln of how often people slip so. */
const COSTS = {
  'converted-loop-variable': 0.6,
  'converted-target': 0.6,
  'sides-swapped': 0.9,
  'hyphens-of-known-name': 0.4,
  'hyphens-in-name': 1.2,
  'spaces-of-known-name': 0.4,
  'spaces-of-repeated-name': 0.4,
  'spaces-in-name': 2,
};
const slip = pricedBy(COSTS);

export const assignmentTarget: Mistake = {
  id: 'python/assignment-target',
  explanation: 'Only a name, an attribute or an element can be given a value.',
  find,
};

/** Words of other languages that declare what is named behind them. */
const DECLARES =
  /^(?:var|let|const|int|float|double|[sS]tring|bool|boolean|char|auto|static|final|public|private|protected|void|long|unsigned|[dD]im)$/;

function find(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const out: Slip[] = [];
  const [head, kind, open, name, close, word] = tokens;
  if (
    head?.text === 'for' &&
    kind &&
    open?.text === '(' &&
    name?.type === 'name' &&
    close?.text === ')' &&
    word?.text === 'in' &&
    /^(?:int|float|str|list)$/.test(kind.text)
  )
    out.push({
      title: `Write for ${name.text} in …`,
      edits: [{ start: kind.start, end: close.end, text: name.text }],
      ...slip('converted-loop-variable'),
      complete: true,
    });
  let depth = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) continue;
    if (token.type === 'op' && '([{'.includes(token.text)) depth++;
    else if (token.type === 'op' && ')]}'.includes(token.text)) depth--;
    if (token.text !== '=' || depth > 0 || i === 0) continue;
    const [first, before, after, last] = [tokens[0], tokens[i - 1], tokens[i + 1], tokens[tokens.length - 1]];
    if (!first || !before || !after || !last || /^(?:if|elif|while|for|def|class|return|with)$/.test(first.text)) break;
    const left = site.text.slice(first.start, before.end);
    const right = site.text.slice(after.start, last.end);
    // What is done to the value stands around the name.
    const wrapped = /^(int|float|str|bool|list|tuple|set|sorted)\s*\(\s*([A-Za-z_]\w*)\s*\)$/.exec(left);
    if (wrapped)
      out.push({
        title: `Write ${wrapped[2] ?? ''} = ${wrapped[1] ?? ''}(…)`,
        edits: [{ start: first.start, end: last.end, text: `${wrapped[2] ?? ''} = ${wrapped[1] ?? ''}(${right})` }],
        ...slip('converted-target'),
        complete: true,
      });
    // The value stands left, the name right.
    if (/^[A-Za-z_][\w.]*$/.test(right) && !/^(?:None|True|False)$/.test(right))
      out.push({
        title: `Turn it round: ${right} = …`,
        edits: [{ start: first.start, end: last.end, text: `${right} = ${left}` }],
        ...slip('sides-swapped'),
        complete: true,
      });
    if (/^[A-Za-z]\w*(?:-[A-Za-z]\w*)+$/.test(left)) {
      const name = left.replace(/-/g, '_');
      out.push({
        title: `Write the name with underscores: ${name}`,
        edits: everywhere(site, left.split('-'), '-', name),
        ...slip(site.uses(name) > 0 ? 'hyphens-of-known-name' : 'hyphens-in-name'),
        complete: true,
      });
    }
    if (/^[A-Za-z]\w*(?: [A-Za-z]\w*)+$/.test(left) && !DECLARES.test(first.text)) {
      const name = left.replace(/ /g, '_');
      const edits = everywhere(site, left.split(' '), ' ', name);
      out.push({
        title: `Write the name with underscores: ${name}`,
        edits,
        ...slip(site.uses(name) > 0 ? 'spaces-of-known-name' : edits.length > 1 ? 'spaces-of-repeated-name' : 'spaces-in-name'),
        complete: true,
      });
    }
    // `x + = 1`, `a + b = c` with an accumulating operator.
    break;
  }
  return out;
}

/**
 * The name wherever it was written so. Of `a-b` the first place is a name; elsewhere it may be a difference, unless one of the two stands nowhere
 * else.
 */
function everywhere(site: ErrorSite, words: readonly string[], between: ' ' | '-', name: string): Slip['edits'] {
  const edits: Slip['edits'][number][] = [];
  const step = between === '-' ? 2 : 1;
  const alone = words.map(() => 0);
  for (const { tokens } of lexAll(site.text))
    tokens.forEach((token, i) => {
      const at = words.indexOf(token.text);
      if (at >= 0) alone[at] = (alone[at] ?? 0) + 1;
      const last = tokens[i + step * (words.length - 1)];
      if (!last || tokens[i - 1]?.text === '.') return;
      const written = words.every((word, n) => tokens[i + n * step]?.text === word);
      if (written && site.text.slice(token.start, last.end) === words.join(between))
        edits.push({ start: token.start, end: last.end, text: name });
    });
  const isDifference = between === '-' && alone.every((count) => count > edits.length);
  return isDifference ? edits.filter(({ start }) => start === site.broken?.tokens[0]?.start) : edits;
}
