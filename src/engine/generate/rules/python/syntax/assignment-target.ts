/**
 * Mistake: something that can't be assigned to stands left of `=`.
 *
 * Before:  `5 = x`             After:  `x = 5`
 * Before:  `user-name = 'a'`   After:  `user_name = 'a'`
 * Before:  `{a = 1}`           After:  `{a: 1}`
 *
 * When not: it is a condition: there `==` was meant.
 */
import type { Mistake, Slip } from './mistake';
import type { Site } from './site';

export const assignmentTarget: Mistake = {
  id: 'python/assignment-target',
  explanation: 'Only a name, an attribute or an element can be given a value.',
  find,
};

function find(site: Site): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const out: Slip[] = [];
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
    // The value stands left, the name right.
    if (/^[A-Za-z_][\w.]*$/.test(right) && !/^(?:None|True|False)$/.test(right)) out.push({ title: `Turn it round: ${right} = …`, edits: [{ start: first.start, end: last.end, text: `${right} = ${left}` }], cost: 0.9, sure: true });
    if (/^[A-Za-z]\w*(?:-[A-Za-z]\w*)+$/.test(left)) {
      const name = left.replace(/-/g, '_');
      out.push({ title: `Write the name with underscores: ${name}`, edits: [{ start: first.start, end: before.end, text: name }], cost: site.uses(name) > 0 ? 0.4 : 1.2, sure: true });
    }
    if (/^[A-Za-z]\w*(?: [A-Za-z]\w*)+$/.test(left)) {
      const name = left.replace(/ /g, '_');
      out.push({ title: `Write the name with underscores: ${name}`, edits: [{ start: first.start, end: before.end, text: name }], cost: site.uses(name) > 0 ? 0.4 : 2, sure: true });
    }
    // `x + = 1`, `a + b = c` with an accumulating operator.
    break;
  }
  return out;
}
