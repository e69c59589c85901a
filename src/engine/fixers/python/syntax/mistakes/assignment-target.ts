/**
 * Mistake: something that can't be assigned to stands left of `=`.
 *
 * Before:  `5 = x`             After:  `x = 5`
 * Before:  `user-name = 'a'`   After:  `user_name = 'a'`
 * Before:  `int(n) = input()`  After:  `n = int(input())`
 *
 * When not: it is a condition: there `==` was meant.
 */
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
  'spaces-in-name': 2,
};
const slip = pricedBy(COSTS);

export const assignmentTarget: Mistake = {
  id: 'python/assignment-target',
  explanation: 'Only a name, an attribute or an element can be given a value.',
  find,
};

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
        edits: [{ start: first.start, end: before.end, text: name }],
        ...slip(site.uses(name) > 0 ? 'hyphens-of-known-name' : 'hyphens-in-name'),
        complete: true,
      });
    }
    if (/^[A-Za-z]\w*(?: [A-Za-z]\w*)+$/.test(left)) {
      const name = left.replace(/ /g, '_');
      out.push({
        title: `Write the name with underscores: ${name}`,
        edits: [{ start: first.start, end: before.end, text: name }],
        ...slip(site.uses(name) > 0 ? 'spaces-of-known-name' : 'spaces-in-name'),
        complete: true,
      });
    }
    // `x + = 1`, `a + b = c` with an accumulating operator.
    break;
  }
  return out;
}
