// One token was typed for another, or two stand as one.

import { editDistance } from '../../../../syntax/edit-distance';
import { BUILTINS } from '../../../../syntax/python-scopes';
import { KEYWORDS, type Token } from '../../../../syntax/python-tokens';
import { ownEntry } from '../own-entry';
import type { ErrorSite } from '../search/error-site';
import type { Slip } from '../search/mistake';
import { isHinted } from './hints';
import { CONFUSED, REPLACE } from './token-costs';
import { away, noMember, tokenClass } from './token-slip';

/** Digits that are typed for a letter. */
const LETTERS: Readonly<Record<string, string>> = { 0: 'o', 1: 'l' };
/** Words that are often mistyped. */
export const TYPED = [...KEYWORDS, 'print', 'range', 'self', 'match', 'case'];
/** Longer names are no misspelt keywords. */
const MAX_MISSPELT = 12;

export function replaceTokens(site: ErrorSite): Slip[] {
  const out: Slip[] = [];
  for (let i = 0; i < Math.min(site.tokens.length, site.index + 2); i++) {
    const token = site.tokens[i];
    if (!token) continue;
    const tail = site.tokens[i + 1];
    const found = [...confused(site, token, tail)];
    if (token.type === 'number' && tail && tail.start === token.end && (tail.type === 'name' || tail.type === 'keyword'))
      found.push(...digitAndName(site, token, tail));
    if (token.type === 'name') {
      if (token.text.length > 3 && site.uses(token.text) === 1) found.push(...gluedByBracket(site, token, site.tokens[i - 1]));
      if (/^[ni]$/.test(token.text) && site.tokens[i - 1]?.type === 'name')
        found.push(replaced(site, token, 'in', 'half-of-in', REPLACE.halfOfIn));
      if (token.text.length > 1 && token.text.length < MAX_MISSPELT) found.push(...misspeltKeyword(site, token));
    } else if (token.type === 'keyword') found.push(...otherKeyword(site, token));
    const far = away(site, i);
    for (const slip of found) out.push({ ...slip, cost: slip.cost + far });
  }
  return out;
}

function replaced(site: ErrorSite, token: Token, word: string, variant: string, cost: number): Slip {
  const blank = (beside: string | undefined): string => (/^[a-z]/.test(word) && /\w/.test(beside ?? ' ') ? ' ' : '');
  return {
    title: `Change '${token.text}' to '${word}'`,
    edits: [{ start: token.start, end: token.end, text: `${blank(site.text[token.start - 1])}${word}${blank(site.text[token.end])}` }],
    variant,
    cost,
  };
}

function confused(site: ErrorSite, token: Token, next: Token | undefined): Slip[] {
  if (token.type === 'string' || token.type === 'bad') return [];
  const likely = Object.entries(ownEntry(CONFUSED, token.text) ?? {}).filter(
    ([word]) => word === '==' || isHinted(site, token.start, word),
  );
  return likely.map(([word, cost]) =>
    replaced(site, token, word, `replace-${tokenClass(token)}`, cost + (word === '.' ? noMember(site, next) : 0)),
  );
}

/** `0rec`, `1st`, `2x`: a digit slipped in, stands for a letter, or wants its operator. */
function digitAndName(site: ErrorSite, digit: Token, name: Token): Slip[] {
  const out: Slip[] = [];
  const word = digit.text + name.text;
  const isFactor = name.text.length <= 2 && site.uses(name.text) > 0 && /^[1-9][\d.]*$/.test(digit.text);
  for (const known of site.names)
    if (known !== word && /^[A-Za-z_]/.test(known) && known !== name.text && editDistance(known, word, { limit: 1 }) === 1)
      out.push({
        title: `Change '${word}' to '${known}'`,
        edits: [{ start: digit.start, end: name.end, text: known }],
        variant: 'digit-in-name',
        cost: REPLACE.digitInName,
      });
  if (site.uses(name.text) > 1)
    out.push({
      title: `Remove '${digit.text}'`,
      edits: [{ start: digit.start, end: digit.end, text: '' }],
      variant: 'digit-before-name',
      cost: isFactor ? REPLACE.digitBeforeShortName : REPLACE.digitBeforeName,
    });
  // A digit that looks like a letter, in a name that stands nowhere as it should.
  const letter = ownEntry(LETTERS, digit.text[0] ?? '');
  if (letter && digit.text.length === 1 && site.uses(letter + name.text) === 0 && site.uses(name.text) === 0) {
    const all = [...site.text.matchAll(new RegExp(`(?<!\\w)${word}(?!\\w)`, 'g'))].map((found) => ({
      start: found.index,
      end: found.index + 1,
      text: letter,
    }));
    if (all.length > 1)
      out.push({
        title: `Change '${word}' to '${letter}${name.text}'`,
        edits: all,
        variant: 'digit-for-letter',
        cost: REPLACE.digitForLetter,
        newName: true,
      });
  }
  out.push({
    title: `Insert '*' between '${digit.text}' and '${name.text}'`,
    edits: [{ start: digit.end, end: digit.end, text: '*' }],
    variant: 'factor-before-name',
    cost: isFactor ? REPLACE.factorBeforeShortName : REPLACE.factorBeforeName,
  });
  return out;
}

/** `retrun`, `From`, `returnx`: a keyword mistyped, or with the word behind it. */
function misspeltKeyword(site: ErrorSite, token: Token): Slip[] {
  const out: Slip[] = [];
  const name = site.uses(token.text) > 1;
  for (const word of TYPED) {
    if (word === token.text) continue;
    if (word.toLowerCase() === token.text.toLowerCase())
      out.push(replaced(site, token, word, 'keyword-in-wrong-case', REPLACE.keywordInWrongCase));
    else {
      const edits = editDistance(token.text.toLowerCase(), word.toLowerCase(), { limit: 2 });
      if (edits === 1 && word.length > 2)
        out.push(
          replaced(
            site,
            token,
            word,
            `misspelt-keyword${name ? '-or-name' : ''}`,
            name ? REPLACE.misspeltKeywordOrName : REPLACE.misspeltKeyword,
          ),
        );
      else if ((edits === 1 && word.length === 2) || (edits === 2 && word.length > 4))
        out.push(
          replaced(
            site,
            token,
            word,
            `badly-misspelt-keyword${name ? '-or-name' : ''}`,
            name ? REPLACE.badlyMisspeltKeywordOrName : REPLACE.badlyMisspeltKeyword,
          ),
        );
    }
    if (token.text.startsWith(word)) out.push(...gluedKeyword(site, token, word));
  }
  return out;
}

/** `returnx`, `elseif`, `inrange`: a blank was left out. */
function gluedKeyword(site: ErrorSite, token: Token, word: string): Slip[] {
  const out: Slip[] = [];
  const rest = token.text.slice(word.length);
  const at = token.start + word.length;
  const split = { title: `Put a space behind '${word}'`, edits: [{ start: at, end: at, text: ' ' }] };
  if (
    /^(?:import|return|def|class|elif|while|from|raise)$/.test(word) &&
    /^[A-Za-z_]\w+$/.test(rest) &&
    site.uses(rest) === 0 &&
    site.uses(token.text) === 1
  )
    out.push({ ...split, variant: 'glued-statement-word', cost: REPLACE.gluedStatementWord, newName: true });
  if (KEYWORDS.has(word) && (site.uses(rest) > 0 || KEYWORDS.has(rest) || TYPED.includes(rest) || /^\d+$/.test(rest)) && word.length > 1)
    out.push({ ...split, variant: 'glued-keyword', cost: REPLACE.gluedKeyword });
  return out;
}

function otherKeyword(site: ErrorSite, token: Token): Slip[] {
  // `del f` for `def f` would do the opposite.
  return [...KEYWORDS]
    .filter((word) => word !== token.text && editDistance(token.text, word, { limit: 1 }) === 1 && `${token.text} ${word}` !== 'def del')
    .filter((word) => isHinted(site, token.start, word))
    .map((word) => replaced(site, token, word, 'keyword-for-keyword', REPLACE.keywordForKeyword));
}

/**
 * What else says that a bracket stood between the two, the left one being a new name: a parameter that the file reads and nothing binds, a class that is
 * built in or bound, an argument behind a member. 0 where nothing does.
 */
function toldBy(site: ErrorSite, before: Token | undefined, left: string, right: string): number {
  if (left.length < 3 || right.length < 3 || !site.bound) return 0;
  const bound = site.bound.has(right);
  switch (before?.text) {
    case 'def':
      return !bound && !BUILTINS.has(right) && site.uses(right) > 0 ? REPLACE.gluedParameter : 0;
    case 'class':
      return /^[A-Z]/.test(left) && (right === 'object' || (/^[A-Z]/.test(right) && (bound || BUILTINS.has(right))))
        ? REPLACE.gluedBase
        : 0;
    case '.':
      return bound ? REPLACE.gluedArgument : 0;
    default:
      return 0;
  }
}

/** `isinstancevalue, str)`: the bracket between two known names is gone. */
function gluedByBracket(site: ErrorSite, token: Token, before: Token | undefined): Slip[] {
  const out: Slip[] = [];
  const isNew = /^(?:def|class)$/.test(before?.text ?? '');
  for (let cut = 1; cut < token.text.length; cut++) {
    const left = token.text.slice(0, cut);
    const right = token.text.slice(cut);
    const known = left.length < 2 ? site.uses(left) > 0 : BUILTINS.has(left) || site.uses(left) > 0;
    const told = toldBy(site, before, left, right);
    if (!(known || told > 0) || !(site.uses(right) > 0 || BUILTINS.has(right) || /^\d+$/.test(right))) continue;
    if (before?.text === 'class' && told === 0) continue;
    const at = token.start + cut;
    for (const open of told > 0 ? ['('] : ['(', '['])
      out.push({
        title: `Insert '${open}' in '${token.text}'`,
        edits: [{ start: at, end: at, text: open }],
        variant: 'glued-by-bracket',
        cost: REPLACE.gluedBracket + (left.length < 3 ? REPLACE.gluedToShortName : 0) - told,
        newName: told > 0,
      });
    // Of what is defined here the longest known word is meant: `UserWarning`, not its `Warning`.
    if (isNew && told > 0) break;
  }
  const self = /^(\w{2,})(self|cls)$/.exec(token.text);
  if (self && before?.text === 'def') {
    const at = token.start + (self[1]?.length ?? 0);
    out.push({
      title: `Insert '(' in '${token.text}'`,
      edits: [{ start: at, end: at, text: '(' }],
      variant: 'glued-self',
      cost: REPLACE.gluedSelf,
      newName: true,
    });
  }
  return out;
}
