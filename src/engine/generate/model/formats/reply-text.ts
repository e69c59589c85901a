// What all formats read in a reply alike: thinking is passed over, fences are found, prose becomes an explanation, a refusal is seen as one.

import { oneLine } from '../../../syntax/lines';

const MAX_EXPLANATION = 500;

/** A longer reply is no patch of one error. In UTF-16 units. */
export const MAX_REPLY = 200_000;
export const TOO_LONG = 'The answer is far too long: give only what changes.';

const THOUGHT = /<(\/?)(?:think|thinking|thought|reasoning)>/gi;

/** The reply without what a model wrote to itself, whole or the rest of it: some servers cut the opening tag away, some models never close it. */
export function withoutThinking(reply: string): string {
  const text = reply.replace(/\r\n?/g, '\n');
  const tags = [...text.matchAll(THOUGHT)].filter(
    ({ index, 1: close }) => close !== '' || /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, index - 20), index)),
  );
  let out = '';
  let at = 0;
  let inside = false;
  for (const [i, { index, 0: tag, 1: close }] of tags.entries()) {
    if (close === '') {
      if (!inside) out += text.slice(at, index);
      inside = true;
    } else {
      // The first tag closes what a server has cut the beginning of; a later one in code is code.
      if (!inside && i > 0) continue;
      at = index + tag.length;
      inside = false;
    }
  }
  return inside ? out : out + text.slice(at);
}

export interface Fence {
  /** What stands behind the opening fence: `python`, sometimes a path. */
  readonly info: string;
  readonly lines: readonly string[];
  /** Of its opening, and the one after its closing: line numbers of the text. */
  readonly first: number;
  readonly end: number;
}

/** Code between fences. One that is never closed ends with the text. */
export function fencesIn(text: string): Fence[] {
  const lines = text.split('\n');
  const fences: Fence[] = [];
  for (let at = 0; at < lines.length; at++) {
    const open = /^([ \t]*)(`{3,}|~{3,})[ \t]*([^`]*)$/.exec(lines[at] ?? '');
    if (!open) continue;
    const [, indent = '', mark = '', info = ''] = open;
    let end = at + 1;
    while (end < lines.length && !isClosing(lines[end] ?? '', mark)) end++;
    const inside = lines.slice(at + 1, end);
    const shifted = indent !== '' && inside.every((line) => line.trim() === '' || line.startsWith(indent));
    fences.push({ info: info.trim(), lines: shifted ? inside.map((line) => line.slice(indent.length)) : inside, first: at, end: end + 1 });
    at = end;
  }
  return fences;
}

function isClosing(line: string, mark: string): boolean {
  const close = line.trim();
  return close.length >= mark.length && close === (mark[0] ?? '`').repeat(close.length);
}

/** The prose of a reply, as its explanation. */
export function explanationOf(prose: string): string {
  return oneLine(
    prose
      .replace(/^[ \t]*(?:`{3,}|~{3,}).*$/gm, '')
      .replace(/^[ \t]*#{1,6}[ \t]+/gm, '')
      .replace(/\*\*|__(?!HIDDEN)/g, ''),
    MAX_EXPLANATION,
  );
}

/** How a model is asked to say that it sees no fix. */
export const NO_FIX = 'NO FIX';

/** What a reply without code says: that there is no fix, that the model will not answer, or nothing of use. */
export function withoutCode(text: string): { readonly kind: 'no-fix' | 'declined'; readonly explanation: string } | undefined {
  const start = text.trimStart().slice(0, 300);
  const isNoFix = /^[\s*"'`#]*NO[ _-]?FIX\b/i.test(start) || /^[ \t*"'`#]*NO[ _-]FIX\b/m.test(text);
  if (isNoFix)
    return { kind: 'no-fix', explanation: explanationOf(text.replace(/(^|\n)[ \t*"'`#]*NO[ _-]?FIX\b[*"'`]*[ \t]*[:.,-]*/i, '$1')) };
  const isSorry = /^(?:(?:I['’]m|I am|we['’]re) )?(?:very |so |really )?(?:sorry|apologi[sz]e|afraid)\b/i.test(start);
  return isSorry || REFUSAL.test(start) ? { kind: 'declined', explanation: explanationOf(text) } : undefined;
}

const REFUSAL =
  /\b(?:I|we)\b[^.\n]{0,20}\b(?:can(?:no|['’])t|can ?not|won['’]t|will not|(?:am|are|['’]m) (?:not able|unable)|must decline|decline)\b[^.\n]{0,40}\b(?:help|assist|comply|do that|do this|fulfil+|provide|answer|continue|engage|support)\b|\bas an? (?:AI|language model|large language model|assistant)\b/i;

/** Some models copy the line numbers; code in which every line looks so does not exist. The numbers, where they were there. */
export function withoutNumbers(lines: readonly string[]): { readonly lines: readonly string[]; readonly from: number | undefined } {
  const number = /^\s*(\d{1,7})\| ?/;
  const told = lines.filter((line) => line.trim() !== '');
  if (told.length === 0 || !told.every((line) => number.test(line))) return { lines, from: undefined };
  const at = lines.findIndex((line) => line.trim() !== '');
  return { lines: lines.map((line) => line.replace(number, '')), from: Number(number.exec(lines[at] ?? '')?.[1]) - at };
}

/** A line that stands for code which was left out. */
export function isLeftOut(line: string): boolean {
  const text = line.trim();
  return (
    /^(?:\.{3,}|…)$/.test(text) ||
    /^(?:#|\/\/|\/\*|--|<!--|;)+\s*(?:\.{3,}|…)/.test(text) ||
    /^(?:(?:#|\/\/|\/\*|--|<!--)+\s*|(?:\.{3,}|…|\[|\()\s*)(?:the\s+)?(?:rest|remaining|remainder|other|existing|previous|original|same|unchanged|omitted)\b.{0,60}\b(?:code|function|method|class|file|body|implementation|unchanged|same|here|as before|above|omitted|lines?|remains?|logic)\b/i.test(
      text,
    ) ||
    /^(?:#|\/\/|\/\*)+.{0,40}\b(?:remains?|stays?|left|is|are) (?:unchanged|the same|as (?:is|before))\b/i.test(text)
  );
}
