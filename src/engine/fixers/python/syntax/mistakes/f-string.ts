/**
 * Mistake: a replacement field of an f-string that does not hold.
 *
 * Before:  `f"{name"`               After:  `f"{name}"`
 * Before:  `f"total: {d["sum"]}"`   After:  `f"total: {d['sum']}"`
 * Before:  `f"{}".format(x)`        After:  `"{}".format(x)`
 * Before:  `f'{d[\'sum\']}'`        After:  `f"{d['sum']}"`
 *
 * When not: it is a plain string: there braces are text.
 */
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import type { ErrorSite } from '../search/error-site';
import { ownEntry } from '../own-entry';

/** −ln of how often people slip so. */
const COSTS = {
  'doubled-brace': 1.8,
  'removed-brace': 1.4,
  'opened-before-known-name': 0.8,
  'opened-before-word': 2,
  'closed-behind-name': 1.4,
  'closed-behind-field': 0.8,
  'closed-at-end': 1.6,
  'closed-at-end-past-format': 3.5,
  'closed-before-format': 3.5,
  'format-call': 0.6,
  'quotes-in-field': 0.5,
  'quotes-escaped-in-field': 0.3,
  'named-before-line': 0.5,
};
const slip = pricedBy(COSTS);

export const fString: Mistake = {
  id: 'python/f-string',
  explanation: 'What stands in the braces of an f-string is an expression of its own, and this one does not hold.',
  find,
};

/** What may stand behind the expression and still belongs to the field: a conversion, a format of numbers or of dates. */
const SHAPE =
  /^(?:=?![rsa](?!\w))?(?::(?=[^\s{}])(?:(?:.?[<>=^])?[-+]?#?0?\d*[_,]?(?:\.\d+)?[bcdeEfFgGnosxX%]?(?![\w.%])|(?:%[A-Za-z][-/:. ]?)+(?<! )))?/;

function find(site: ErrorSite): Slip[] {
  const out: Slip[] = backslash(site);
  for (let i = Math.max(0, site.index - 8); i < Math.min(site.tokens.length, site.index + 3); i++) {
    const token = site.tokens[i];
    const opening = token ? /^([a-zA-Z]*[fF][a-zA-Z]*)('''|"""|'|")/.exec(token.text) : null;
    if (!token || !opening) continue;
    const quote = opening[2] ?? '"';
    const closed = token.type === 'string';
    const from = token.start + opening[0].length;
    const to = closed ? token.end - quote.length : token.end;
    const inner = site.text.slice(from, to);
    if (closed) {
      // A brace without its partner.
      let depth = 0;
      let open = -1;
      for (let at = 0; at < inner.length; at++) {
        if (inner[at] === '{' && inner[at + 1] === '{' && depth === 0) at++;
        else if (inner[at] === '}' && inner[at + 1] === '}' && depth === 0) at++;
        else if (inner[at] === '{') {
          if (depth === 0) open = at;
          depth++;
        } else if (inner[at] === '}') {
          if (depth === 0) {
            out.push({
              title: "Double the '}'",
              edits: [{ start: from + at, end: from + at, text: '}' }],
              ...slip('doubled-brace'),
              complete: true,
            });
            out.push({
              title: "Remove the '}'",
              edits: [{ start: from + at, end: from + at + 1, text: '' }],
              ...slip('removed-brace'),
              complete: true,
            });
            const word = /[\w.]+$/.exec(inner.slice(0, at))?.[0] ?? '';
            if (word)
              out.push({
                title: "Add the missing '{'",
                edits: [{ start: from + at - word.length, end: from + at - word.length, text: '{' }],
                ...slip(site.uses(word.split('.')[0] ?? '') > 1 ? 'opened-before-known-name' : 'opened-before-word'),
                complete: true,
              });
          } else depth--;
        }
      }
      if (depth > 0 && open >= 0) {
        const bare = /^[\w.]+(?:\[[^\]]*\]|\([^()]*\))*/.exec(inner.slice(open + 1))?.[0].replace(/\.+$/, '') ?? '';
        const word = bare && bare + (SHAPE.exec(inner.slice(open + 1 + bare.length))?.[0] ?? '');
        const end = from + open + 1 + word.length;
        const name = /^[\w.]+/.exec(word)?.[0] ?? word;
        if (name !== word && word === bare)
          out.push({
            title: "Add the missing '}'",
            edits: [{ start: from + open + 1 + name.length, end: from + open + 1 + name.length, text: '}' }],
            ...slip('closed-behind-name'),
            complete: true,
          });
        if (word)
          out.push({
            title: "Add the missing '}'",
            edits: [{ start: end, end, text: '}' }],
            ...slip('closed-behind-field'),
            complete: true,
          });
        out.push({
          title: "Add the missing '}'",
          edits: [{ start: to, end: to, text: '}' }],
          ...slip(word === bare ? 'closed-at-end' : 'closed-at-end-past-format'),
          complete: true,
        });
        if (word !== bare)
          out.push({
            title: "Add the missing '}'",
            edits: [{ start: end - word.length + bare.length, end: end - word.length + bare.length, text: '}' }],
            ...slip('closed-before-format'),
            complete: true,
          });
      }
      if (/\{\s*\}/.test(inner) && /\.format\(/.test(site.text.slice(token.end, token.end + 8)))
        out.push({
          title: "Remove the 'f' before the string",
          edits: [{ start: token.start, end: token.start + (opening[1]?.length ?? 1), text: (opening[1] ?? '').replace(/f/i, '') }],
          ...slip('format-call'),
          complete: true,
        });
    }
    // The field's own quotes end the string: the other kind inside it.
    const line = site.source.lineOf(token.start);
    if (quote.length === 1) {
      const rest = site.text.slice(from, site.lineEnd(line));
      const fields = [...rest.matchAll(/\{[^{}]*\}/g)].filter((field) => field[0].includes(quote));
      const other = quote === '"' ? "'" : '"';
      const edits = fields
        .filter((field) => !field[0].includes(other))
        .flatMap((field) =>
          [...field[0].matchAll(new RegExp(quote, 'g'))].map((found) => ({
            start: from + field.index + found.index,
            end: from + field.index + found.index + 1,
            text: other,
          })),
        );
      if (edits.length > 0 && edits.length % 2 === 0)
        out.push({ title: `Use ${other} inside the braces`, edits, ...slip('quotes-in-field'), complete: true });
    }
  }
  return out;
}

/** What people call such a text. */
const ESCAPED: Readonly<Record<string, string>> = { '\\n': 'newline', '\\t': 'tab', '\\\\': 'backslash' };

/** Before Python 3.12 no backslash stands in the braces: the quotes outside are of the other kind, or the text gets a name before the statement. */
function backslash(site: ErrorSite): Slip[] {
  if (!/f-string.*backslash/.test(site.message)) return [];
  const line = site.broken;
  const first = line?.tokens[0];
  const out: Slip[] = [];
  for (const token of line?.tokens ?? []) {
    const opening = /^([a-zA-Z]*[fF][a-zA-Z]*)(['"])(?!\2)/.exec(token.text);
    if (token.type !== 'string' || !opening || !first) continue;
    const quote = opening[2] ?? '"';
    const other = quote === '"' ? "'" : '"';
    const from = token.start + opening[0].length;
    const inner = site.text.slice(from, token.end - 1);
    const escaped = `\\${quote}`;
    const fields = [...inner.matchAll(/\{[^{}]*\}/g)].filter((field) => field[0].includes('\\'));
    if (fields.length === 0) continue;
    if (!inner.includes(other) && fields.every((field) => !field[0].replaceAll(escaped, '').includes('\\'))) {
      const text = opening[1] + other + inner.replaceAll(escaped, quote) + other;
      out.push({
        title: `Put the f-string in ${other}`,
        edits: [{ start: token.start, end: token.end, text }],
        ...slip('quotes-escaped-in-field'),
        complete: true,
      });
      continue;
    }
    const [field] = fields;
    const literal = /(['"])((?:\\[nt\\])+)\1/.exec(field?.[0] ?? '');
    const name = ownEntry(ESCAPED, literal?.[2] ?? '');
    if (fields.length > 1 || !field || !literal || !name || site.uses(name) > 0 || /^(?:elif|else|except|finally|case|@)$/.test(first.text))
      continue;
    const at = from + field.index + literal.index;
    out.push({
      title: `Name the text ${literal[0]} before the line`,
      ...slip('named-before-line'),
      complete: true,
      newName: true,
      edits: [
        { start: first.start, end: first.start, text: `${name} = ${literal[0]}${site.source.eol}${line?.indent ?? ''}` },
        { start: at, end: at + literal[0].length, text: name },
      ],
    });
  }
  return out;
}
