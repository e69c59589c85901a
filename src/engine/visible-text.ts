// Text of others made visible: what a terminal or an editor would obey or hide is shown as an escape, so that it can neither move the
// cursor, colour, reorder nor vanish. For the edge where text meets a person, never for what is stored, compared or written to a file.

/**
 * Control characters of C0 (but tab and line feed) and C1; marks that reorder text or are drawn as nothing; separators that some take for line
 * ends; halves of surrogate pairs. The two joiners of U+200C and U+200D are not among them: see `hidingJoiner`.
 */
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|\p{Cs}/gu;

/** A joiner shapes letters of some scripts and emoji; anywhere else it only makes two words look like one. */
const JOINER = /[\u200c\u200d]/g;
const SHAPED_BEFORE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]$|[^\p{ASCII}\P{L}]$|[^\p{ASCII}\P{M}]$/u;
const SHAPED_AFTER = /^\p{Extended_Pictographic}|^[^\p{ASCII}\P{L}]/u;

/** Lines stay lines, tabs stay tabs, and a line may end with CR LF. */
export function visibleText(text: string): string {
  if (!mayHide(text)) return text;
  return text
    .replace(UNSEEN, (char, at: number, whole: string) => (char === '\r' && whole[at + 1] === '\n' ? char : escapeOf(char)))
    .replace(JOINER, (char, at: number, whole: string) => (hidingJoiner(whole, at) ? escapeOf(char) : char));
}

/** The same for a name, or what else stands on one line: its line ends and tabs are escaped, too. */
export function visibleLine(text: string): string {
  return visibleText(text).replace(/[\t\r\n]/g, (char) => (char === '\t' ? '\\t' : char === '\n' ? '\\n' : '\\r'));
}

/** Nearly every text is plain: one quick look saves it the rest. */
const mayHide = (text: string): boolean => /[^\t\n\x20-\x7e]/.test(text);

function hidingJoiner(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2), at);
  const after = text.slice(at + 1, at + 3);
  return !(SHAPED_BEFORE.test(before) && SHAPED_AFTER.test(after));
}

/** As a programmer writes it: `\x1b`, `\u202e`, `\u{e0041}`. */
function escapeOf(char: string): string {
  const point = char.codePointAt(0) ?? 0;
  if (char === '\r') return '\\r';
  if (point < 0x100) return `\\x${point.toString(16).padStart(2, '0')}`;
  return point < 0x10000 ? `\\u${point.toString(16).padStart(4, '0')}` : `\\u{${point.toString(16)}}`;
}
