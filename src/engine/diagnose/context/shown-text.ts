// How text leaves for a model: without secrets, each of which a token stands for that can be put back, and without characters that hide.

import type { Result } from '../../result';
import type { SourceText } from '../../syntax/source-text';

/** Texts without their secrets; a secret known from one is taken out of all. Line ends stay. */
export type Redactor = (texts: readonly string[]) => Promise<Result<{ readonly texts: readonly string[] }>>;

export interface ShownLine {
  /** As sent: redacted, without control characters. */
  readonly text: string;
  /** Sent in full, so it may be edited. */
  readonly whole: boolean;
  /** The tokens in it, in order, that stand for secrets. */
  readonly secrets: readonly string[];
}

/** A longer line is shown cut, and can't be edited. In UTF-16 units. */
const MAX_LINE = 400;
/** How the redactor writes a secret. */
const REDACTED = /‹redacted:[a-z0-9-]+›/g;
/** How the model sees it: numbered, so that each can be put back; plain ASCII, so that it comes back as it went. */
const TOKEN = /__HIDDEN_\d+__/;
/** A secret in a text that is not edited: it need not be told apart. */
const SOME_SECRET = '__HIDDEN__';
/** Shorter values are too common to be taken out of other texts word by word. In UTF-16 units. */
const MIN_SECRET = 6;

/** The texts without their secrets, line for line. Rejects where the search fails. */
export async function redacted(texts: readonly string[], redact: Redactor): Promise<readonly string[]> {
  const group = await redact(texts);
  if (!group.ok) throw new Error(group.message);
  return group.value.texts;
}

/** A line as the model sees it. `safe` is the line without its secrets; what each of them hides is read off the line as it stands in the file and kept in `secrets`. */
export function shownLine(original: string, safe: string, secrets: Map<string, string>, maxLine = MAX_LINE): ShownLine {
  const plain = safe.split(REDACTED);
  const tokens: string[] = [];
  let whole = !TOKEN.test(original);
  let at = plain[0]?.length ?? 0;
  let text = plain[0] ?? '';
  for (const [i, part] of plain.slice(1).entries()) {
    const last = i === plain.length - 2;
    const end = last ? original.length - part.length : part === '' ? -1 : original.indexOf(part, at);
    const token = `__HIDDEN_${secrets.size + 1}__`;
    secrets.set(token, end >= at ? original.slice(at, end) : '');
    tokens.push(token);
    text += token + part;
    if (end < at) whole = false;
    else at = end + part.length;
  }
  // Put back, the line must be the file's, or it can't be edited.
  whole &&= tokens.reduce((line, token) => line.replace(token, () => secrets.get(token) ?? ''), text) === original;
  const sent = clean(text);
  whole &&= sent === text && text.length <= maxLine;
  return { text: sent.length > maxLine ? `${sent.slice(0, maxLine)} [cut]` : sent, whole, secrets: whole ? tokens : [] };
}

/** A text that is only read: its secrets hidden, hidden characters gone, cut to `max` UTF-16 units. `safe` is what the redactor made of it. */
export function plainText(safe: string, max: number): string {
  const out = clean(safe.replace(REDACTED, SOME_SECRET));
  return out.length > max ? `${out.slice(0, max)} [cut]` : out;
}

/** Hides secrets in any other text on its way out: those known from the sources shown, and what a search finds in it. Rejects where the search fails. */
export function hider(
  sources: readonly SourceText[],
  secrets: ReadonlyMap<string, string>,
  redact: Redactor,
): (text: string, max: number) => Promise<string> {
  return async (text, max) => {
    // More room before the search than after, so that a secret at the cut is seen whole.
    let out = text.slice(0, max * 4);
    for (const value of secrets.values()) if (value.length >= MIN_SECRET) out = out.replaceAll(value, SOME_SECRET);
    // Beside the files, so that a secret which only a file gives away is found in the text, too.
    const [found] = await redacted([out, ...sources.map((source) => source.text)], redact);
    return plainText(found ?? '', max);
  };
}

/** Control, format and bidirectional characters would let text look other than it is. */
function clean(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/\r\n?/g, '\n');
}

/** A person's name often stands in the path of their home folder. */
export function withoutFolders(text: string, root: string): string {
  const inside = root.length > 1 ? text.replaceAll(root, '.') : text;
  return inside.replace(/(?:\/(?:home|Users)\/|\b[A-Za-z]:(?:\\{1,2}|\/)Users(?:\\{1,2}|\/))[^\\/\s'":]+/g, '~');
}
