// Fixers whose file was renamed: what users muted and what pairs were recorded under the old id still counts.

/** Id → the one it had before. */
export const FORMER_IDS: Readonly<Record<string, string>> = {
  'typescript/other-method': 'typescript/foreign-method',
};
