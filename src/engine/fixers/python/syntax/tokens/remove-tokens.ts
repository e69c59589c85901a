// A token too many: each around the error is taken away.

import { ownEntry } from '../own-entry';
import type { Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';
import type { Slip } from '../search/mistake';
import { isOperand, sideBySide } from './side-by-side';
import { EXTRA, EXTRA_COMMA, REMOVE } from './token-costs';
import { away, removal, tokenClass } from './token-slip';

/** Without these words a statement is another one. */
const LEADING =
  /^(?:return|def|class|if|elif|else|for|while|yield|import|from|raise|try|except|with|break|continue|pass|not|await|async|lambda)$/;
export function removeTokens(site: ErrorSite): Slip[] {
  const out: Slip[] = [];
  const between = sideBySide(site);
  for (let i = 0; i < Math.min(site.tokens.length, site.index + 3); i++) {
    const token = site.tokens[i];
    if (!token || token.end - token.start > 60) continue;
    // `a.pass` is not `apass`.
    const [before, after] = [site.text[token.start - 1] ?? ' ', site.text[token.end] ?? ' '];
    if (
      /\w/.test(before) &&
      /\w/.test(after) &&
      !site.names.has(
        `${/\w+$/.exec(site.text.slice(Math.max(0, token.start - 40), token.start))?.[0] ?? ''}${/^\w+/.exec(site.text.slice(token.end, token.end + 40))?.[0] ?? ''}`,
      )
    )
      continue;
    // `!ready` says the opposite of `ready`.
    if (token.text === '!' && /^[\w([{'"]/.test(site.tokens[i + 1]?.text ?? '')) continue;
    if (
      LEADING.test(token.text) &&
      token.text !== site.tokens[i + 1]?.text &&
      token.text !== site.tokens[i - 1]?.text &&
      (i === 0 || site.tokens[i - 1]?.text === ':' || /[\r\n]/.test(site.text.slice(site.tokens[i - 1]?.end ?? 0, token.start)))
    )
      continue;
    out.push(...strayCommas(site, i));
    const twin =
      (site.tokens[i - 1]?.text === token.text && (token.type !== 'name' || site.tokens[i - 2]?.text !== '.')) ||
      (site.tokens[i + 1]?.text === token.text && (token.type !== 'name' || site.tokens[i - 1]?.text !== '.'));
    let cost = ownEntry(EXTRA, token.text) ?? costOf(token);
    const next = site.tokens[i + 1];
    const isGlued = token.type === 'number' && next?.type === 'name' && next.start === token.end;
    if (isGlued) cost = next.text.length <= 2 && token.text !== '0' ? REMOVE.number : REMOVE.gluedNumber;
    // `[k:]` is a part of something.
    if (token.text === ':' && (next?.text === ']' || site.tokens[i - 1]?.text === '[')) cost += REMOVE.colonInBrackets;
    // `j =`: a value is missing, which nobody knows.
    if (token.text === '=' && !/^[ \t]*[\w([{'"+~-]/.test(site.text.slice(token.end, token.end + 80))) cost += REMOVE.assignmentOfNothing;
    // What was worked out to stand there is not there by accident.
    const operand = token.type === 'name' || token.type === 'number' || token.type === 'string' || /^(?:None|True|False)$/.test(token.text);
    if (
      operand &&
      !isGlued &&
      [site.tokens[i - 1], site.tokens[i + 1]].some((one) => one && isOperand(one) && one.end !== token.start && one.start !== token.end)
    )
      cost += REMOVE.besideOperand;
    if (twin && !/^[|&()\]]$/.test(token.text))
      cost = Math.min(cost, operand && between?.has('argument') ? REMOVE.doubledArgument : REMOVE.doubled);
    out.push({
      title: `Remove '${token.text}'`,
      edits: [removal(site, token)],
      // A name, number or text that goes takes a meaning with it, unless it stands there twice.
      variant: twin ? 'remove-doubled-token' : `remove-${tokenClass(token)}`,
      cost: cost + away(site, i),
    });
  }
  return out;
}

/** `(1,,)` and `1,)`: both signs are strays, where one that stays would make a tuple. */
function strayCommas(site: ErrorSite, index: number): Slip[] {
  const [before, comma, next] = [site.tokens[index - 1], site.tokens[index], site.tokens[index + 1]];
  if (comma?.text !== ',' || !before || !isOperand(before) || !next) return [];
  const open = openerOf(site, comma.start);
  const last = next.text === ',' && site.tokens[index + 2]?.text === ')' && open === 'group';
  if (!last && (next.text !== ')' || open !== 'none')) return [];
  return [
    {
      title: `Remove '${site.text.slice(comma.start, next.end)}'`,
      edits: [{ start: comma.start, end: next.end, text: '' }],
      variant: 'remove-stray-comma',
      cost: EXTRA_COMMA + away(site, index),
    },
  ];
}

/** What the place is in: no bracket, parentheses around one value, or another bracket. */
function openerOf(site: ErrorSite, offset: number): 'none' | 'group' | 'other' {
  const tokens = (site.broken?.tokens ?? []).filter((token) => token.start < offset);
  let comma = false;
  for (let i = tokens.length - 1, depth = 0; i >= 0; i--) {
    const text = tokens[i]?.type === 'op' ? (tokens[i]?.text ?? '') : '';
    if (text && ')]}'.includes(text)) depth++;
    else if (text === ',' && depth === 0) comma = true;
    else if (text && '([{'.includes(text) && depth-- === 0) return text === '(' && !comma && !isOperand(tokens[i - 1]) ? 'group' : 'other';
  }
  return comma ? 'other' : 'none';
}

function costOf({ text, type, start, end }: Token): number {
  if (LEADING.test(text)) return REMOVE.leadingWord;
  switch (type) {
    case 'keyword':
      return REMOVE.keyword;
    case 'name':
      return text === 'print' ? REMOVE.print : REMOVE.name;
    case 'bad':
      return end - start > 2 || '!?&|$'.includes(text) ? REMOVE.foreignSign : REMOVE.sign;
    case 'op':
      return REMOVE.operator;
    case 'string':
      return REMOVE.text;
    default:
      return REMOVE.number;
  }
}
