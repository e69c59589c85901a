// The ends of templates.

import type { ErrorSite, Repair } from './repair';

/** How far above the error a template's lost end is looked for. */
const TEMPLATE_REACH = 4_000;

/** A template whose `}` or closing backtick is lost: the text behind it is read as code and the other way round, and the error comes much later. */
export function templates({ text, tokens, error }: ErrorSite): Repair[] {
  const found: Repair[] = [];
  const from = Math.max(0, error.start - TEMPLATE_REACH);
  const line = text.indexOf('\n', error.start);
  const until = line < 0 ? text.length : line;
  for (const match of text
    .slice(from, until)
    .matchAll(/\$\{([A-Za-z_$][\w$]*(?:\??\.[\w$]+|\([^()`'"\n]*\)|\[[^\]`\n]*\])*)(?!\s*[}\w])([^`}\n]*)`/g)) {
    const end = from + match.index + 2 + (match[1]?.length ?? 0);
    found.push({ variant: 'template-brace', cost: 0.3, title: "Add '}'", edits: [{ start: end, end, text: '}' }] });
    if (match[2])
      found.push({
        variant: 'template-brace-behind-text',
        cost: 1.6,
        title: "Add '}'",
        edits: [{ start: end + match[2].length, end: end + match[2].length, text: '}' }],
      });
  }
  const open = tokens
    .filter(
      (token) =>
        (token.kind === '${' || token.kind === 'tpl') && token.start >= from && token.start <= error.start && token.text.includes('\n'),
    )
    .slice(-4);
  for (const token of open) {
    const first = token.text.slice(0, token.text.indexOf('\n')).replace(/\r$/, '');
    const tail = /[\s,;)\]}]*$/.exec(first)?.[0] ?? '';
    const ends = [first.length - tail.length, ...[...tail].map((_, k) => first.length - tail.length + k + 1)].slice(0, 4);
    ends.forEach((end, k) =>
      found.push({
        variant: 'template-end',
        cost: 0.9 + k * 0.5,
        title: 'Add the closing `',
        edits: [{ start: token.start + end, end: token.start + end, text: '`' }],
      }),
    );
    const comma = first.indexOf(', ');
    if (comma > 1)
      found.push({
        variant: 'template-end',
        cost: 1.3,
        title: 'Add the closing `',
        edits: [{ start: token.start + comma, end: token.start + comma, text: '`' }],
      });
  }
  return found;
}
