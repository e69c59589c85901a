// How sentences name a fix that was kept.

import { l10n } from 'vscode';

/** It only says that the fix is the person's own. */
const isOwn = (title: string): boolean => title === 'Your own fix';

/** That a fix was kept, with its title where that says something. */
export const keptFix = (file: string, title: string): string =>
  isOwn(title)
    ? l10n.t('Your fix in {0} is kept for like code.', file)
    : l10n.t('Your fix in {0} is kept for like code ({1}).', file, title);

/** That a fix could be kept. */
export const fixToKeep = (file: string, title: string): string =>
  isOwn(title)
    ? l10n.t('You mended a problem in {0} by hand. Keep it, and it is offered for the same error in like code.', file)
    : l10n.t('You mended a problem in {0} by hand ({1}). Keep it, and it is offered for the same error in like code.', file, title);
