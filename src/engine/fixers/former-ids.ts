// Fixers whose id has changed with their file's name: what users muted and what pairs were recorded under the old one still counts.

/** Id → the one it had before. */
export const FORMER_IDS: Readonly<Record<string, string>> = {
  'python/other-language': 'python/foreign',
  'python/token-edit': 'python/search',
  'typescript/other-method': 'typescript/foreign-method',
};
