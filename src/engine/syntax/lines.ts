/** The lines of a text with their line ends; their texts put together are the text. */
export const toLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Control characters, line ends and runs of blanks become one blank; more than `max` UTF-16 units are cut, and '…' says so. */
export function oneLine(text: string, max: number): string {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return line.length > max ? `${line.slice(0, max)}…` : line;
}
