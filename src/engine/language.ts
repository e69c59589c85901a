// The languages that are healed: the one list of them. package.json says the same to the editor, and a test compares the two.

export const LANGUAGES = ['python', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact'] as const;

export type HealedLanguageId = (typeof LANGUAGES)[number];

/** Languages whose errors are listed and explained. No fixer heals them, and `healProblem` gives nothing for them. */
export const LISTED_ONLY = ['c', 'cpp', 'rust', 'go', 'java', 'csharp', 'vue', 'svelte'] as const;

/** As editors name languages: of anything that a problem may be in. */
export type LanguageId = HealedLanguageId | (typeof LISTED_ONLY)[number];

export const PYTHON: readonly LanguageId[] = ['python'];
/** TypeScript and JavaScript, with JSX and without. */
export const SCRIPT: readonly LanguageId[] = LANGUAGES.filter((language) => language !== 'python');

export const isHealed = (language: string): language is HealedLanguageId => (LANGUAGES as readonly string[]).includes(language);

/** Healed, or at least listed. */
export const isKnownLanguage = (language: string): language is LanguageId =>
  isHealed(language) || (LISTED_ONLY as readonly string[]).includes(language);

export const isScript = (language: LanguageId): boolean => SCRIPT.includes(language);

/** Language by file name; undefined for files that are not healed. */
export function languageOf(file: string): HealedLanguageId | undefined {
  if (/\.pyi?w?$/i.test(file)) return 'python';
  if (/\.tsx$/i.test(file)) return 'typescriptreact';
  if (/\.[cm]?ts$/i.test(file)) return 'typescript';
  if (/\.jsx$/i.test(file)) return 'javascriptreact';
  if (/\.[cm]?js$/i.test(file)) return 'javascript';
  return undefined;
}

/** By the extension of a file whose errors are only listed. */
const BY_EXTENSION: ReadonlyMap<string, LanguageId> = new Map([
  ['c', 'c'],
  ['h', 'c'],
  ['cc', 'cpp'],
  ['cpp', 'cpp'],
  ['cxx', 'cpp'],
  ['hh', 'cpp'],
  ['hpp', 'cpp'],
  ['hxx', 'cpp'],
  ['rs', 'rust'],
  ['go', 'go'],
  ['java', 'java'],
  ['cs', 'csharp'],
  ['vue', 'vue'],
  ['svelte', 'svelte'],
]);

/** As `languageOf`, also for files whose errors are only listed. */
export const anyLanguageOf = (file: string): LanguageId | undefined =>
  languageOf(file) ?? BY_EXTENSION.get(/\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '');
