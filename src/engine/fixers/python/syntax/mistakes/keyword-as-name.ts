/**
 * Mistake: a keyword is used as the name of a variable.
 *
 * Before:  `class = 'maths'` … `print(class)`   After:  `class_ = 'maths'` … `print(class_)`
 * Before:  `def move(from, to):`                After:  `def move(from_, to):`
 *
 * When not: the keyword begins a statement of its own.
 */
import { lexAll, type Token } from '../../../../syntax/python-tokens';
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

/** Words that stand for a value, or join two: what stands there was meant as such. */
const VALUE_OR_OPERATOR = /^(?:True|False|None|and|or|not|in|is|if|else|for|lambda|await|yield|print|exec|async)$/;

function find(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const [first, second] = tokens;
  const isName = (token: Token | undefined): token is Token => token?.type === 'keyword' && !VALUE_OR_OPERATOR.test(token.text);
  if (isName(first) && second?.text === '=') return renamed(site, first, 'keyword-as-variable');
  const head = first?.text === 'async' ? tokens[1] : first;
  if (head?.text !== 'def') return [];
  const parameter = tokens.find(
    (token, i) =>
      isName(token) &&
      /^(?:[(,]|\*\*?)$/.test(tokens[i - 1]?.text ?? '') &&
      /^[),=:]$/.test(tokens[i + 1]?.text ?? '') &&
      token.start <= site.reach + 1,
  );
  return parameter ? renamed(site, parameter, 'keyword-as-parameter') : [];
}

/** The word with `_` wherever it stands as a name does. */
function renamed(site: ErrorSite, { text: word }: Token, variant: keyof typeof COSTS): Slip[] {
  const name = `${word}_`;
  if (site.names.has(name)) return [];
  const edits: Slip['edits'][number][] = [];
  for (const { tokens } of lexAll(site.text))
    tokens.forEach((token, i) => {
      if (token.text === word && token.type === 'keyword' && standsAsName(tokens[i - 1], tokens[i + 1]))
        edits.push({ start: token.end, end: token.end, text: '_' });
    });
  return [{ title: `Name it '${name}'`, edits, ...slip(variant), complete: true, newName: true }];
}

const OPERATOR = /^(?:[-+*/%@&|^<>]|\/\/|\*\*|<<|>>|[<>=!]=)$/;

/** What stands before and behind the word is what stands around a name. */
function standsAsName(before: Token | undefined, next: Token | undefined): boolean {
  const mark = next?.type === 'op' ? next.text : '';
  if (!before || before.text === ';') return mark === '=' || /^[-+*/%]=$|^\/\/=$/.test(mark) || mark === '.' || mark === '[';
  if (before.text === '.') return false;
  const opens =
    /^[([{,=:]$/.test(before.text) || OPERATOR.test(before.text) || /^(?:in|return|and|or|not|if|elif|while|print)$/.test(before.text);
  const closes = !next || /^[)\]},.=[:]$/.test(mark) || OPERATOR.test(mark) || /^(?:in|and|or|not|is|if|else|for)$/.test(next.text);
  return opens && closes;
}
