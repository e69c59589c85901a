// How sentences name a fix that was kept.

/** The title of a fix as it stands behind a sentence, ` (Add ‘x’)`; empty where it only says that the fix is the person's own. */
export const inBrackets = (title: string): string => (title === 'Your own fix' ? '' : ` (${title})`);
