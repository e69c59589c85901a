// Files of `NAME=value` lines, as dotenv and its kin read them: what they name, and where a line goes in.

import { insert, type OffsetEdit } from './edits';

interface EnvironmentEntry {
  readonly name: string;
  /** As it is written, quotes and all, without a comment behind it; undefined where it goes on over several lines. */
  readonly value: string | undefined;
  /** Offset of the name; it ends `name.length` further. */
  readonly from: number;
}

const ENTRY = /^([ \t]*(?:export[ \t]+)?)([A-Za-z_][\w.-]*)[ \t]*=[ \t]*([^\r\n]*)/gm;
const QUOTED = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`)/;
/** Entries of a file that are looked at. */
const MAX_ENTRIES = 1_000;

/** In the order of the text. Linear in it. */
export function environmentEntries(text: string): EnvironmentEntry[] {
  const found: EnvironmentEntry[] = [];
  for (const match of text.matchAll(ENTRY)) {
    const [, before = '', name = '', right = ''] = match;
    found.push({ name, value: valueOf(right), from: match.index + before.length });
    if (found.length >= MAX_ENTRIES) break;
  }
  return found;
}

function valueOf(right: string): string | undefined {
  const quoted = QUOTED.exec(right)?.[0];
  if (quoted !== undefined) return quoted;
  if (/^["'`]/.test(right)) return undefined;
  return right.replace(/(?:^|[ \t]+)#.*$/, '').trimEnd();
}

/** Whether nothing can be done with the value: it is empty, or only says that something has to stand there. */
export function isPlaceholder(value: string): boolean {
  const bare = value.replace(/^(["'`])(.*)\1$/s, '$2').trim();
  return (
    bare === '' ||
    /^(?:<.*>|\[.*\]|\{\{.*\}\}|\$\{.*\}|[xX]{3,}|\*{3,}|\.{3,}|…|change[-_ ]?(?:me|this|it)?.*|to-?do.*|replace[-_ ].*|your[-_ ].*|.*[-_ ](?:here|goes[-_ ]here)|secret|placeholder.*|fill[-_ ].*|insert[-_ ].*)$/i.test(
      bare,
    )
  );
}

/** Lines at the end of a file, in its own line ends. */
export function appendedEntries(text: string, entries: readonly { readonly name: string; readonly value: string }[]): OffsetEdit {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' || text.endsWith('\n') ? '' : eol;
  return insert(text.length, gap + entries.map(({ name, value }) => `${name}=${value}${eol}`).join(''));
}
