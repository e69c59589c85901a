// Safe look-ups in tables of words.

/** The table's own entry: a text may well contain the word `constructor`. */
export const entry = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
