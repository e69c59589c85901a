// Which documents are healed: the client's one list. package.json and the engine have lists of their own; a test holds the three together.

import type { TextDocument } from 'vscode';

/** As the editor names languages. */
export const LANGUAGES: readonly string[] = ['python', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact'];

/** Files, unsaved documents and cells of notebooks. Virtual files and documents of version control have other schemes and are left alone. */
export const SCHEMES: readonly string[] = ['file', 'untitled', 'vscode-notebook-cell'];

/** Of the names of their files, without the dot. */
export const EXTENSIONS: readonly string[] = ['py', 'pyi', 'pyw', 'ts', 'mts', 'cts', 'tsx', 'js', 'mjs', 'cjs', 'jsx'];

export const SELECTOR = LANGUAGES.flatMap((language) => SCHEMES.map((scheme) => ({ language, scheme })));

export function isHealed({ languageId, uri }: TextDocument): boolean {
  return LANGUAGES.includes(languageId) && SCHEMES.includes(uri.scheme);
}

const HEALED_NAME = new RegExp(`\\.(${EXTENSIONS.join('|')})$`, 'i');

/** The same question for a file that is not open, whose language is not known. */
export function looksHealed(path: string): boolean {
  return HEALED_NAME.test(path);
}
