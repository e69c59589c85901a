/**
 * Mistake: something that can't be assigned to stands left of `=`.
 *
 * Before:  `5 = x`             After:  `x = 5`
 * Before:  `user-name = 'a'`   After:  `user_name = 'a'`
 * Before:  `int(n) = input()`  After:  `n = int(input())`
 *
 * When not: it is a condition: there `==` was meant.
 */
import type { Mistake, Slip } from '../search/mistake';
import type { Site } from '../search/error-site';

export const assignmentTarget: Mistake = {
  id: 'python/assignment-target',
  explanation: 'Only a name, an attribute or an element can be given a value.',
  find,
};

function find(site: Site): Slip[] {
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
      cost: 0.6,
      sure: true,
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
        cost: 0.6,
        sure: true,
      });
    // The value stands left, the name right.
    if (/^[A-Za-z_][\w.]*$/.test(right) && !/^(?:None|True|False)$/.test(right))
      out.push({
        title: `Turn it round: ${right} = …`,
        edits: [{ start: first.start, end: last.end, text: `${right} = ${left}` }],
        cost: 0.9,
        sure: true,
      });
    if (/^[A-Za-z]\w*(?:-[A-Za-z]\w*)+$/.test(left)) {
      const name = left.replace(/-/g, '_');
      out.push({
        title: `Write the name with underscores: ${name}`,
        edits: [{ start: first.start, end: before.end, text: name }],
        cost: site.uses(name) > 0 ? 0.4 : 1.2,
        sure: true,
      });
    }
    if (/^[A-Za-z]\w*(?: [A-Za-z]\w*)+$/.test(left)) {
      const name = left.replace(/ /g, '_');
      out.push({
        title: `Write the name with underscores: ${name}`,
        edits: [{ start: first.start, end: before.end, text: name }],
        cost: site.uses(name) > 0 ? 0.4 : 2,
        sure: true,
      });
    }
    // `x + = 1`, `a + b = c` with an accumulating operator.
    break;
  }
  return out;
}
