// "Copy Brief for a Person": what somebody needs who takes a problem over, into the clipboard.

import { env, l10n } from 'vscode';
import { BriefAt } from '../../protocol';
import type { ClientContext } from '../session/context';
import { showMessage } from '../session/show-message';
import { answerOrThrow } from '../session/user-error';
import { targetOf, type Target } from './target';

export async function copyBrief(context: ClientContext, given?: Target): Promise<void> {
  const { brief } = answerOrThrow(await context.session.ask(BriefAt.type, targetOf(context, given)));
  await env.clipboard.writeText(brief);
  showMessage(
    context.log,
    'info',
    l10n.t('The brief is in the clipboard. It holds the error, the code around it and the way there, without secrets.'),
  );
}
