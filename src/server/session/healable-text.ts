// Which texts are code that a person mends, and not data that happens to have code's file name.

/** Longer texts are not healed: parsing them would be felt. In UTF-16 code units. */
const MAX_TEXT = 2_000_000;
/** A longer line is data. In UTF-16 code units. */
const MAX_LINE = 50_000;

/** Of bounded size, without NUL bytes or endless lines. */
export function isHealableText(text: string): boolean {
  if (text.length > MAX_TEXT || text.includes('\0')) return false;
  let start = 0;
  while (text.length - start > MAX_LINE) {
    const end = text.indexOf('\n', start);
    if (end < 0 || end - start > MAX_LINE) return false;
    start = end + 1;
  }
  return true;
}
