// Patterns as a person writes them into a setting: `*` stands for anything, all else for itself, without regard to case.

/** Whether one of the patterns fits the whole text. */
export function fitsAny(patterns: readonly string[], text: string): boolean {
  const value = text.trim().toLowerCase();
  return patterns.some((pattern) => fits(pattern.trim().toLowerCase(), value));
}

/** Linear in the text for each piece of the pattern. */
function fits(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (!text.startsWith(first)) return false;
  const last = rest.pop();
  if (last === undefined) return text === first;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
