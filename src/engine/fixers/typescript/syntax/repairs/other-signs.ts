// Another language's way to write an arrow or a loop: where it stands and all of it parses, nothing else was meant.

import { applyEdits, type OffsetEdit } from '../../../../syntax/edits';
import type { TypedPlace } from '../../framework/typed-place';
import type { TypedProposal } from '../../framework/typed-rule';
import { scriptTokens, type ScriptToken } from '../script-tokens';

/** undefined where there is nothing of the kind. */
export function otherSigns(place: TypedPlace): TypedProposal[] | undefined {
  const { text, ts } = place;
  const before = place.syntaxErrors(text).length;
  if (before === 0) return undefined;
  const tokens = scriptTokens(ts, text);
  const near = (index: number): boolean => Math.abs((tokens[index]?.start ?? 0) - place.start) < 400;
  const tries: { title: string; explanation: string; edits: OffsetEdit[] }[] = [];
  tokens.forEach((token, i) => {
    const next = tokens[i + 1];
    const last = tokens[i - 1];
    if (token.text === '-' && next?.text === '>' && next.start === token.end && last && near(i))
      tries.push({
        title: "Change '->' to '=>'",
        explanation: "A function's arrow is '=>' here.",
        edits: [{ start: token.start, end: next.end, text: '=>' }],
      });
    const joined = next && next.start > token.end && !next.newLine ? JOINED.get(`${token.text} ${next.text}`) : undefined;
    if (joined !== undefined && next && near(i))
      tries.push({
        title: `Write '${joined}' in one`,
        explanation: `'${joined}' is one sign, without a space inside.`,
        edits: [{ start: token.start, end: next.end, text: joined }],
      });
    const written = token.text !== '=>' && next?.start === token.end ? token.text + next.text : token.text;
    const turned = TURNED.get(written);
    if (turned !== undefined && near(i) && (written !== '=>' || isInCondition(tokens, i)))
      tries.push({
        title: `Change '${written}' to '${turned}'`,
        explanation: `The sign is written '${turned}'.`,
        edits: [{ start: token.start, end: token.start + written.length, text: turned }],
      });
    const assigned = token.text === '=' && near(i) ? assignedIn(tokens, i) : [];
    if (assigned[0] === token) {
      const sign = /[^=!]==[^=]/.test(text) && !text.includes('===') ? '==' : '===';
      tries.push({
        title: `Compare with '${sign}'`,
        explanation: `'=' gives a value to something; '${sign}' asks whether two are equal.`,
        edits: assigned.map(({ start, end }) => ({ start, end, text: sign })),
      });
    }
    if (token.text === ':' && near(i) && isLoopColon(tokens, i)) {
      const space = (at: number): string => (/\s/.test(text[at] ?? '') ? '' : ' ');
      tries.push({
        title: "Change ':' to 'of'",
        explanation: "A loop over the elements is written with 'of' here.",
        edits: [{ start: token.start, end: token.end, text: `${space(token.start - 1)}of${space(token.end)}` }],
      });
    }
  });
  // One alone, or all of them: whoever writes so once writes so again.
  const all =
    tries.length > 1
      ? [
          {
            title: tries.every((one) => one.title === tries[0]?.title)
              ? `${tries[0]?.title ?? ''} everywhere near`
              : "Write arrows with '=>' and loops with 'of'",
            explanation: tries[0]?.explanation ?? '',
            edits: tries.flatMap((one) => one.edits),
          },
        ]
      : [];
  const judged = [...all, ...tries.slice(0, 6)]
    .map((one) => ({ one, left: place.syntaxErrors(applyEdits(text, one.edits)).length }))
    .filter(({ left }) => left < before)
    .sort((a, b) => a.left - b.left || a.one.edits.length - b.one.edits.length);
  const [best] = judged;
  return best && [{ ...best.one, variant: best.left === 0 ? 'other-signs' : 'other-signs-of-several-errors' }];
}

/** Signs with a space inside. */
const JOINED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '= >': '=>',
    '! =': '!=',
    '! ==': '!==',
    '! ===': '!==',
    '= =': '==',
    '= ==': '===',
    '== =': '===',
    '< =': '<=',
    '> =': '>=',
    '& &': '&&',
    '| |': '||',
    '+ =': '+=',
    '- =': '-=',
    '* =': '*=',
  }),
);
/** Signs the wrong way round. */
const TURNED: ReadonlyMap<string, string> = new Map([
  ['=<', '<='],
  ['=>', '>='],
]);

/** Right in the parentheses of `if (…)` or `while (…)`, where no arrow stands. */
function isInCondition(tokens: readonly ScriptToken[], index: number): boolean {
  for (let i = index - 1, depth = 0; i > 0 && i > index - 60; i--) {
    const text = tokens[i]?.text ?? '';
    if (/^[)\]}]$/.test(text)) depth++;
    else if (/^[([{]$/.test(text) && --depth < 0) return text === '(' && /^(?:if|while)$/.test(tokens[i - 1]?.text ?? '');
  }
  return false;
}

/** All `=` of the condition of `if` or `while` that holds this one, where its parts are joined: `a = 1 && b = 2`. */
function assignedIn(tokens: readonly ScriptToken[], index: number): ScriptToken[] {
  if (!isInCondition(tokens, index)) return [];
  let first = index;
  for (let depth = 0; first > 0; first--) {
    const text = tokens[first]?.text ?? '';
    if (/^[)\]}]$/.test(text)) depth++;
    else if (/^[([{]$/.test(text) && --depth < 0) break;
  }
  const found: ScriptToken[] = [];
  let isJoined = false;
  for (let i = first + 1, depth = 0; i < tokens.length && depth >= 0; i++) {
    const token = tokens[i];
    const text = token?.text ?? '';
    if (/^[([{]$/.test(text)) depth++;
    else if (/^[)\]}]$/.test(text)) depth--;
    else if (/^(?:=>|;)$/.test(text)) return [];
    else if (depth === 0 && (text === '&&' || text === '||')) isJoined = true;
    else if (depth === 0 && text === '=' && token) found.push(token);
  }
  return isJoined ? found : [];
}

/** `for (const x : xs)`: a colon behind what the loop declares, and no other word of a loop's head. */
function isLoopColon(tokens: readonly ScriptToken[], colon: number): boolean {
  let i = colon - 1;
  for (let depth = 0; i > 0 && i > colon - 60; i--) {
    const text = tokens[i]?.text ?? '';
    if (/^[)\]}]$/.test(text)) depth++;
    else if (/^[([{]$/.test(text)) depth--;
    if (depth < 0 || (depth === 0 && text === ';')) return false;
    if (depth === 0 && /^(?:const|let|var)$/.test(text)) break;
  }
  const head = tokens[i - 2]?.text === 'await' ? tokens[i - 3] : tokens[i - 2];
  if (tokens[i - 1]?.text !== '(' || head?.text !== 'for') return false;
  for (let j = colon + 1, depth = 0; j < tokens.length && j < colon + 60; j++) {
    const text = tokens[j]?.text ?? '';
    if (depth === 0 && text === ')') return true;
    if (depth === 0 && /^(?:of|in|;|=)$/.test(text)) return false;
    if (/^[([{]$/.test(text)) depth++;
    else if (/^[)\]}]$/.test(text)) depth--;
  }
  return false;
}
