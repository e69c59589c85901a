// "Explain This Problem": what happened and what would be needed, as a page.

import { l10n } from 'vscode';
import { ExplainAt } from '../../protocol';
import type { ClientContext } from '../session/context';
import { answerOrThrow } from '../session/user-error';
import { showPage } from '../views/report-page';
import { targetOf, type Target } from './target';

export async function explainProblem(context: ClientContext, given?: Target): Promise<void> {
  const { title, markdown } = answerOrThrow(await context.session.ask(ExplainAt.type, targetOf(context, given)));
  await showPage(context, l10n.t('Explain {0}', title), markdown);
}
