// A secret found in a text, and the parts of a match that are one: what Secretlint's findings and our own rules share.

/** A secret in a text: offsets in UTF-16 units, end exclusive. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
}

export type Scan = (text: string) => Promise<readonly Finding[]>;

/** What stands where a secret was; the same for every secret of a kind, so redacting twice changes nothing. */
export const PLACEHOLDER = /‹redacted:[a-z0-9-]+›/g;

/** `scheme://user:‹password›@host`. A password may hold a slash where it can't be a port and a path. */
export const USERINFO = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'`<>(){}$%]{0,100}:((?!\d{1,5}\/)[^\s"'`<>]{1,200}|[^\s/"'`<>]{1,200})@/dgi;

/** Where the pattern has a group (and the flag `d`), that is the secret; else the whole match is. */
export function groupFinding(match: RegExpExecArray, kind: string, group = 1): Finding[] {
  const range = match.indices?.[group];
  return [range ? { start: range[0], end: range[1], kind } : { start: match.index, end: match.index + match[0].length, kind }];
}

/** The base64 of a key, run by run: quotes, `\n` escapes, indentation and line ends around it stay. */
export function keyLines(block: string, offset: number, least: number): Finding[] {
  const runs = new RegExp(String.raw`-----[A-Z0-9 ]+-----|(?:\\[nrt])+|([A-Za-z0-9+/=]{${least},})`, 'g');
  return [...block.matchAll(runs)].flatMap((match) =>
    match[1] === undefined ? [] : [{ start: offset + match.index, end: offset + match.index + match[1].length, kind: 'private-key' }],
  );
}

/** Shannon's, in bits a character: about 4.5 and more where a machine has thrown dice over letters and digits, below 4 for words. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const length = [...text].length;
  return [...counts.values()].reduce((sum, count) => sum - (count / length) * Math.log2(count / length), 0);
}
