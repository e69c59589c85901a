/**
 * Mistake: a backslash that joins nothing, or has something behind it.
 *
 * Before:  `total = a + \␠`   After:  `total = a + \`
 * Before:  `print("a")\`      After:  `print("a")`
 *
 * When not: it stands in a string.
 */
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import type { ErrorSite } from '../search/error-site';

/** −ln of how often people slip so. */
const COSTS = {
  'blanks-behind': 0.4,
  'before-comment': 1,
  stray: 1.8,
  'escaped-line-end': 1.2,
  'escaped-quotes': 1.5,
  'for-slash': 2.5,
};
const slip = pricedBy(COSTS);

export const lineJoining: Mistake = {
  id: 'python/line-joining',
  explanation: 'A backslash joins two lines only where it is the last character of the first.',
  find,
};

function find(site: ErrorSite): Slip[] {
  const out: Slip[] = [];
  const tokens = site.broken?.tokens ?? [];
  tokens.forEach((token, i) => {
    if (token.type !== 'bad' || token.text !== '\\') return;
    const rest = site.text.slice(token.end, site.lineEnd(site.source.lineOf(token.start)));
    if (/^[ \t]+$/.test(rest))
      out.push({
        title: 'Remove the spaces behind the backslash',
        edits: [{ start: token.end, end: token.end + rest.length, text: '' }],
        ...slip('blanks-behind'),
        complete: true,
      });
    const comment = /^[ \t]*#/.test(rest);
    out.push({
      title: 'Remove the backslash',
      edits: [{ start: token.start, end: token.end, text: '' }],
      ...slip(comment ? 'before-comment' : 'stray'),
    });
    if (rest.startsWith('n'))
      out.push({
        title: "Remove the stray '\\n'",
        edits: [{ start: token.start, end: token.end + 1, text: '' }],
        ...slip('escaped-line-end'),
      });
    const next = tokens[i + 1];
    // `\"` outside a string: an escaped quote that should be a plain one.
    if (next && /^["']/.test(rest)) {
      const all = tokens.filter((one) => one.type === 'bad' && one.text === '\\');
      out.push({
        title: 'Remove the backslashes before the quotes',
        edits: all.map((one) => ({ start: one.start, end: one.end, text: '' })),
        ...slip('escaped-quotes'),
      });
    }
    if (next) out.push({ title: "Change '\\' to '/'", edits: [{ start: token.start, end: token.end, text: '/' }], ...slip('for-slash') });
  });
  return out;
}
