// The languages that are healed: the one list of them. package.json says the same to the editor, and a test compares the two.

export const LANGUAGES = ['python', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact'] as const;

/** As editors name languages. */
export type LanguageId = (typeof LANGUAGES)[number];

export const PYTHON: readonly LanguageId[] = ['python'];
/** TypeScript and JavaScript, with JSX and without. */
export const SCRIPT: readonly LanguageId[] = LANGUAGES.filter((language) => language !== 'python');

export const isHealed = (language: string): language is LanguageId => (LANGUAGES as readonly string[]).includes(language);

export const isScript = (language: LanguageId): boolean => language !== 'python';

/** Language by file name; undefined for files that are not healed. */
export function languageOf(file: string): LanguageId | undefined {
  if (/\.pyi?w?$/i.test(file)) return 'python';
  if (/\.tsx$/i.test(file)) return 'typescriptreact';
  if (/\.[cm]?ts$/i.test(file)) return 'typescript';
  if (/\.jsx$/i.test(file)) return 'javascriptreact';
  if (/\.[cm]?js$/i.test(file)) return 'javascript';
  return undefined;
}
