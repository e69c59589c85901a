/**
 * Mistake: arguments or parameters in an order that Python does not take.
 *
 * Before:  `f(a=1, b)`        After:  `f(b, a=1)`
 * Before:  `def f(a=1, b):`   After:  `def f(b, a=1):`
 *
 * When not: the moved argument would be evaluated in another order with effects: a call does not move past another call.
 */
import type { Token } from '../../../../syntax/python-tokens';
import { pricedBy, type Mistake, type Slip } from '../search/mistake';
import type { ErrorSite } from '../search/error-site';

/** −ln of how often people slip so. */
const COSTS = {
  reordered: 1.8,
  'passed-by-name': 2.2,
  'default-added': 3.2,
};
const slip = pricedBy(COSTS);

export const argumentOrder: Mistake = {
  id: 'python/argument-order',
  explanation: 'What has no name or default comes before what has one.',
  find,
};

function find(site: ErrorSite): Slip[] {
  const out: Slip[] = [];
  const tokens = site.broken?.tokens ?? [];
  for (const list of lists(tokens, site.reach)) {
    const items = list.items;
    const named = items.map((item) => item.some((token, i) => token.text === '=' && depth(item, i) === 0));
    const firstNamed = named.indexOf(true);
    if (firstNamed < 0) continue;
    const late = items.findIndex((item, i) => i > firstNamed && !named[i] && !/^\*/.test(item[0]?.text ?? '*') && item.length > 0);
    if (late < 0) continue;
    const [a, b] = [items[firstNamed], items[items.length - 1]];
    const start = a?.[0]?.start;
    const end = b?.[b.length - 1]?.end;
    if (start === undefined || end === undefined) continue;
    const text = (item: readonly Token[]): string => site.text.slice(item[0]?.start ?? 0, item[item.length - 1]?.end ?? 0);
    const tail = items.slice(firstNamed);
    const moved = [...tail.filter((_, i) => !named[firstNamed + i]), ...tail.filter((_, i) => named[firstNamed + i])].map(text).join(', ');
    const item = items[late];
    const calls = (one: readonly Token[]): boolean => one.some((token) => token.text === '(' || /^(?:await|yield)$/.test(token.text));
    const isNamed = (i: number): boolean => named[firstNamed + i] ?? false;
    const isStarred = tail.some((one) => /^\*/.test(one[0]?.text ?? ''));
    const mayMove = !tail.some((one, i) => isNamed(i) && calls(one)) || !tail.some((one, i) => !isNamed(i) && calls(one));
    if (!isStarred && (list.definition ? tail.every((one, i) => isNamed(i) || one.length === 1) : mayMove))
      out.push({
        title: 'Put the ones without a default first',
        edits: [{ start, end, text: moved }],
        ...slip('reordered'),
        complete: true,
      });
    // `f(a=1, b)` where b names the parameter as well as the value.
    if (!list.definition && item?.length === 1 && item[0]?.type === 'name')
      out.push({
        title: `Pass ${item[0].text} by name`,
        edits: [{ start: item[0].start, end: item[0].start, text: `${item[0].text}=` }],
        ...slip('passed-by-name'),
        complete: true,
      });
    // `def f(a=1, b)`: the last one may have lost its default.
    if (list.definition && item?.[0] && named.filter(Boolean).length > 0)
      out.push({
        title: `Give ${item[0].text} a default too`,
        edits: [{ start: item[item.length - 1]?.end ?? 0, end: item[item.length - 1]?.end ?? 0, text: '=None' }],
        ...slip('default-added'),
        complete: true,
      });
  }
  return out;
}

function depth(tokens: readonly Token[], index: number): number {
  let open = 0;
  for (let i = 0; i < index; i++) {
    const token = tokens[i];
    if (token?.type === 'op' && '([{'.includes(token.text)) open++;
    else if (token?.type === 'op' && ')]}'.includes(token.text)) open--;
  }
  return open;
}

/** The bracketed lists that reach to the error or contain it, split at their commas. */
function lists(tokens: readonly Token[], reach: number): { items: Token[][]; definition: boolean }[] {
  const out: { items: Token[][]; definition: boolean }[] = [];
  const open: { items: Token[][]; definition: boolean; start: number }[] = [];
  tokens.forEach((token, i) => {
    const current = open[open.length - 1];
    if (token.type === 'op' && token.text === '(') {
      current?.items[current.items.length - 1]?.push(token);
      open.push({ items: [[]], definition: tokens[i - 2]?.text === 'def', start: token.start });
    } else if (token.type === 'op' && token.text === ')') {
      const closed = open.pop();
      if (closed && closed.start < reach && token.end >= reach) out.push(closed);
      const outer = open[open.length - 1];
      outer?.items[outer.items.length - 1]?.push(...tokens.slice(tokens.findIndex((one) => one.start === closed?.start) + 1, i + 1));
    } else if (token.type === 'op' && token.text === ',' && current) current.items.push([]);
    else current?.items[current.items.length - 1]?.push(token);
  });
  return out;
}
