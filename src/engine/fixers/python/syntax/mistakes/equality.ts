/**
 * Mistake: `=` where a comparison was meant.
 *
 * Before:  `if answer = 42:`   After:  `if answer == 42:`
 * Before:  `if (a = b):`       After:  `if (a == b):`
 *
 * When not: it is an assignment, or a name may be bound on purpose: `:=` is offered after `==`.
 */
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import type { ErrorSite } from '../search/error-site';

/** −ln of how often people slip so. */
const COSTS = {
  'in-condition': 0.3,
  'in-parentheses': 1.5,
  'all-in-condition': 0.5,
};
const slip = pricedBy(COSTS);

export const equality: Mistake = {
  id: 'python/equality',
  explanation: "'=' gives a name a value; '==' compares.",
  find,
};

const CONDITION = /^(?:if|elif|while|assert|return|and|or|not)$/;

function find(site: ErrorSite): Slip[] {
  const line = site.broken;
  if (!line) return [];
  const out: Slip[] = [];
  const all: Slip['edits'][number][] = [];
  let condition = false;
  let depth = 0;
  let call = 0;
  for (let i = 0; i < line.tokens.length; i++) {
    const token = line.tokens[i];
    if (!token || token.start > site.reach + 200) break;
    if (CONDITION.test(token.text)) condition = true;
    if (token.text === '(') {
      const before = line.tokens[i - 1];
      if (call > 0 || before?.type === 'name' || before?.text === ')' || before?.text === ']') call++;
      depth++;
    } else if (token.text === ')') {
      depth--;
      if (call > 0) call--;
    }
    if (token.text !== '=' || token.type !== 'op') continue;
    const edit = { start: token.start, end: token.end, text: '==' };
    if (condition && call === 0) {
      all.push(edit);
      out.push({ title: "Change '=' to '=='", edits: [edit], ...slip('in-condition') });
    } else if (depth > 0) out.push({ title: "Change '=' to '=='", edits: [edit], ...slip('in-parentheses') });
  }
  if (all.length > 1) out.push({ title: "Change '=' to '=='", edits: all, ...slip('all-in-condition') });
  return out;
}
