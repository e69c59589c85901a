// Which documents are healed: the one place of the client that knows.

import { languages, type DocumentFilter, type TextDocument } from 'vscode';

const LANGUAGES = ['python', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact'] as const;

/** Files and unsaved documents. Notebook cells, virtual files and documents of version control have other schemes and are left alone. */
export const SELECTOR: readonly DocumentFilter[] = LANGUAGES.flatMap((language) => [
  { language, scheme: 'file' },
  { language, scheme: 'untitled' },
]);

export function isHealed(document: TextDocument): boolean {
  return languages.match(SELECTOR, document) > 0;
}

const EXTENSIONS = /\.(py|pyi|pyw|ts|mts|cts|tsx|js|mjs|cjs|jsx)$/i;

/** The same question for a file that is not open, whose language is not known. */
export function looksHealed(path: string): boolean {
  return EXTENSIONS.test(path);
}
