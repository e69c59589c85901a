/**
 * Mistake: a keyword is used as the name of a variable.
 *
 * Before:  `class = 'maths'` … `print(class)`   After:  `class_ = 'maths'` … `print(class_)`
 * Before:  `def move(from, to):`                After:  `def move(from_, to):`
 *
 * When not: the keyword begins a statement of its own.
 */
import { KEYWORDS, lexAll, type Token } from '../../../../syntax/python-tokens';
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import type { ErrorSite } from '../search/error-site';

/** −ln of how often people slip so. */
const COSTS = {
  'keyword-as-variable': 1,
  'keyword-as-parameter': 1,
};
const slip = pricedBy(COSTS);

export const keywordAsName: Mistake = {
  id: 'python/keyword-as-name',
  explanation: "Python keeps this word for itself. By custom a name like it ends with '_'.",
  find,
};

/** Words that stand for a value: what stands there was meant as such. */
const VALUE = /^(?:True|False|None)$/;

function find(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const [first, second] = tokens;
  if (first?.type === 'keyword' && !VALUE.test(first.text) && second?.text === '=' && tokens[tokens.length - 1]?.text !== ':')
    return renamed(site, first.text, 'keyword-as-variable');
  const list = /^\s*(?:async\s+)?def\s+\w+\s*\(([^()]*)\)/.exec(site.lineText(site.line))?.[1];
  const parameter = list
    ?.split(',')
    .map((one) => /^\s*\*{0,2}([a-z]+)\s*(?:[:=].*)?$/.exec(one)?.[1])
    .find((word) => word !== undefined && KEYWORDS.has(word) && !VALUE.test(word));
  return parameter === undefined ? [] : renamed(site, parameter, 'keyword-as-parameter');
}

/** The word with `_` wherever it stands as a name does. */
function renamed(site: ErrorSite, word: string, variant: keyof typeof COSTS): Slip[] {
  const name = `${word}_`;
  if (site.names.has(name)) return [];
  const edits: Slip['edits'][number][] = [];
  const tokens = lexAll(site.text).flatMap((line) => line.tokens);
  tokens.forEach((token, i) => {
    if (token.text !== word || token.type !== 'keyword') return;
    const onLine = (other: Token | undefined): Token | undefined =>
      other && site.source.lineOf(other.start) === site.source.lineOf(token.start) ? other : undefined;
    if (standsAsName(onLine(tokens[i - 1]), onLine(tokens[i + 1]))) edits.push({ start: token.end, end: token.end, text: '_' });
  });
  return [{ title: `Name it '${name}'`, edits, ...slip(variant), complete: true, newName: true }];
}

const OPERATOR = /^(?:[-+*/%@&|^<>]|\/\/|\*\*|<<|>>|[<>=!]=)$/;

/** What stands before and behind the word is what stands around a name. */
function standsAsName(before: Token | undefined, next: Token | undefined): boolean {
  const mark = next?.type === 'op' ? next.text : '';
  if (!before || before.text === ';') return /^(?:[-+*/%]?=|\/\/=|[.[])$/.test(mark);
  if (before.text === '.') return false;
  const opens =
    /^[([{,=:]$/.test(before.text) || OPERATOR.test(before.text) || /^(?:in|return|and|or|not|if|elif|while|print)$/.test(before.text);
  const closes = !next || /^[)\]},.=[:]$/.test(mark) || OPERATOR.test(mark) || /^(?:in|and|or|not|is|if|else|for)$/.test(next.text);
  return opens && closes;
}
