// Fixers whose id has changed with their file's name: present id → the one before. Muted fixes and stored pairs may still say the old one.

export const FORMER_IDS: Readonly<Record<string, string>> = {
  'python/other-language': 'python/foreign',
  'python/token-edit': 'python/search',
};
