// Tokens that were torn apart, stand in the wrong order, or lack a line end between them.

import { KEYWORDS } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';
import type { Slip } from '../search/mistake';
import { ownEntry } from '../own-entry';
import { TYPED } from './replace-tokens';
import { JOIN, SPLIT_LINE, SWAP } from './token-costs';
import { away } from './token-slip';

/** Two adjoining operators that were meant as one. */
const JOINED: Readonly<Record<string, string>> = {
  '= =': '==',
  '! =': '!=',
  '> =': '>=',
  '< =': '<=',
  '+ =': '+=',
  '- =': '-=',
  '* =': '*=',
  '/ =': '/=',
  '== =': '==',
  '!= =': '!=',
  '= >': '>=',
  '= <': '<=',
  '= !': '!=',
  '- >': '->',
  '= ==': '==',
  '** *': '**',
  '< >': '!=',
  '=> >': '>=',
  ': =': ':=',
  '* *': '**',
  '/ /': '//',
  '= +': '+=',
  '= -': '-=',
  '= >=': '>=',
  '= <=': '<=',
};

export function joinTokens(site: ErrorSite): Slip[] {
  const out: Slip[] = [];
  for (let i = 1; i < Math.min(site.tokens.length, site.index + 2); i++) {
    const left = site.tokens[i - 1];
    const right = site.tokens[i];
    if (!left || !right) continue;
    const between = site.text.slice(left.end, right.start);
    if (/[\r\n]/.test(between)) continue;
    const one = left.type !== 'string' && right.type !== 'string' ? ownEntry(JOINED, `${left.text} ${right.text}`) : undefined;
    if (one)
      out.push({
        title: `Change '${site.text.slice(left.start, right.end)}' to '${one}'`,
        edits: [{ start: left.start, end: right.end, text: one }],
        variant: 'join-operator',
        cost: (between ? JOIN.operatorWithBlank : JOIN.operator) + away(site, i),
      });
    if (left.type === 'name' && right.type === 'number' && between && site.uses(left.text + right.text) > 0) {
      out.push({
        title: `Join '${left.text}${right.text}'`,
        edits: [{ start: left.end, end: right.start, text: '' }],
        variant: 'join-name-and-number',
        cost: JOIN.nameAndNumber + away(site, i),
      });
    }
    if ((left.type === 'name' || left.type === 'keyword') && (right.type === 'name' || right.type === 'keyword') && between) {
      const word = left.text + right.text;
      if (KEYWORDS.has(word) || TYPED.includes(word))
        out.push({
          title: `Change '${left.text}${between}${right.text}' to '${word}'`,
          edits: [{ start: left.end, end: right.start, text: '' }],
          variant: 'join-keyword',
          cost: JOIN.keyword + away(site, i),
        });
      else if (site.uses(word) > 0)
        out.push({
          title: `Join '${word}'`,
          edits: [{ start: left.end, end: right.start, text: '' }],
          variant: 'join-name',
          cost: JOIN.name + away(site, i),
        });
      else if (site.uses(`${left.text}_${right.text}`) > 0)
        out.push({
          title: `Join '${left.text}_${right.text}'`,
          edits: [{ start: left.end, end: right.start, text: '_' }],
          variant: 'join-with-underscore',
          cost: JOIN.underscore + away(site, i),
        });
    }
  }
  return out;
}

export function swapTokens(site: ErrorSite): Slip[] {
  const out: Slip[] = [];
  for (let i = 1; i < Math.min(site.tokens.length, site.index + 3); i++) {
    const left = site.tokens[i - 1];
    const right = site.tokens[i];
    if (!left || !right || left.text === right.text || right.end - left.start > 80) continue;
    const between = site.text.slice(left.end, right.start);
    if (/[\r\n#]/.test(between)) continue;
    // A comma that begins a line, or ends a bracket that held nothing.
    if (right.text === ',' && (i < 2 || /[\r\n]/.test(site.text.slice(site.tokens[i - 2]?.end ?? 0, left.start)))) continue;
    if (left.text === ',' && site.tokens[i - 2]?.text === '(') continue;
    // `[x y]` is no `x[y]`.
    if (left.text === '[' || left.text === '{') continue;
    const symbols = left.type === 'op' && right.type === 'op';
    // Two words or numbers that would become one.
    if (
      (/\w/.test(site.text[left.start - 1] ?? ' ') && /^\w/.test(right.text)) ||
      (/\w/.test(site.text[right.end] ?? ' ') && /\w$/.test(left.text))
    )
      continue;
    out.push({
      title: `Swap '${left.text}' and '${right.text}'`,
      edits: [
        {
          start: left.start,
          end: right.end,
          text: right.text + (between || (/\w$/.test(right.text) && /^\w/.test(left.text) ? ' ' : '')) + left.text,
        },
      ],
      variant: symbols ? 'swap-symbols' : 'swap-tokens',
      cost: (symbols ? SWAP.symbols : SWAP.others) + away(site, i),
    });
  }
  return out;
}

/** Two statements on one line: `x = input()print(x)`. */
export function splitLine(site: ErrorSite): Slip[] {
  const out: Slip[] = [];
  for (let i = Math.max(1, site.index - 2); i <= Math.min(site.tokens.length - 1, site.index); i++) {
    const left = site.tokens[i - 1];
    const right = site.tokens[i];
    if (
      !left ||
      !right ||
      /[\r\n]/.test(site.text.slice(left.end, right.start)) ||
      !/^(?:name|keyword|string)$/.test(right.type) ||
      (left.type === 'op' && !/[)\]}]/.test(left.text))
    )
      continue;
    const starts =
      STARTS.test(right.text) || (right.type === 'name' && (site.tokens[i + 1]?.text === '=' || site.tokens[i + 1]?.text === '('));
    if (!starts) continue;
    const indent = site.source.indentOf(site.source.lineOf(left.start));
    out.push({
      title: `Put '${right.text}' on a line of its own`,
      edits: [{ start: left.end, end: right.start, text: site.source.eol + indent }],
      variant: 'two-statements-on-a-line',
      cost:
        (left.text === ')' || left.text === ']' ? SPLIT_LINE.behindBracket : SPLIT_LINE.elsewhere) +
        away(site, i) +
        (/^(?:return|raise)$/.test(site.broken?.tokens[0]?.text ?? '') ? SPLIT_LINE.behindReturn : 0),
    });
  }
  return out;
}

const STARTS =
  /^(?:print|return|if|for|while|import|from|def|class|break|continue|pass|raise|try|with|del|global|assert|else|elif|except)$/;
