// What all formats read in a reply alike: thinking is passed over, fences are found, prose becomes an explanation, a refusal is seen as one.

const MAX_EXPLANATION = 500;

/** One line, without control characters, at most `max` UTF-16 units. */
export function oneLine(text: string, max: number): string {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return line.length > max ? `${line.slice(0, max)}…` : line;
}

const THOUGHT = 'think|thinking|thought|reasoning';

/** The reply without what a model wrote to itself, whole or the rest of it: some servers cut the opening tag away, some models never close it. */
export function withoutThinking(reply: string): string {
  const text = reply
    .replace(/\r\n?/g, '\n')
    .replace(new RegExp(`<(${THOUGHT})>[\\s\\S]*?</\\1>`, 'gi'), '')
    .replace(new RegExp(`^[\\s\\S]*?\\n?</(?:${THOUGHT})>[ \\t]*\\n`, 'i'), '');
  const open = new RegExp(`^[ \\t]*<(?:${THOUGHT})>`, 'im').exec(text);
  return open ? text.slice(0, open.index) : text;
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
  const explanation = explanationOf(text.replace(/^[\s*"'`]*NO[ _-]?FIX\b[\s*"'`]*[:.,-]*\s*/i, ''));
  if (/^[\s*"'`]*NO[ _-]?FIX\b/i.test(text) || /^[\s*"'`]*NO[ _-]FIX\b/m.test(text)) return { kind: 'no-fix', explanation };
  if (
    /^\s*(?:I['’]m|I am|we['’]re)?\s*(?:very |so |really )?(?:sorry|apologi[sz]e|afraid)\b/i.test(text) ||
    REFUSAL.test(text.slice(0, 300))
  )
    return { kind: 'declined', explanation };
  return undefined;
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
