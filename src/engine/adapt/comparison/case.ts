// A problem on which two models are compared: what is wrong, and the text that is right.

import type { LanguageId } from '../../language';

export interface ComparedCase {
  readonly id: string;
  readonly language: LanguageId;
  /** Relative to its folder, with `/`. */
  readonly file: string;
  /** Whole texts of the file. */
  readonly before: string;
  readonly after: string;
  /** Who reported it: `Pyright`, `python`. */
  readonly source: string;
  readonly errorType: string;
  readonly message: string;
  readonly signature: { readonly shape: string; readonly holes: Readonly<Record<string, string>> };
  /** Zero-based. */
  readonly line: number;
  /** `path:line name`, outermost first; empty where there is none. */
  readonly traceback: string;
  /** What failed; empty where nothing was run. */
  readonly command: string;
  /** Its other files are those of the workspace; else there are none. */
  readonly ofWorkspace: boolean;
}

/** What an answer was worth. */
export interface CaseOutcome {
  readonly proved: boolean;
  /** And not proved. */
  readonly checked: boolean;
  readonly exact: boolean;
}

/** The same but for blanks at line ends, line ends themselves, and empty lines at the end. */
export const isExact = (text: string, wanted: string): boolean => plain(text) === plain(wanted);

const plain = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .trimEnd();
