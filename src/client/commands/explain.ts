// "Explain This Problem": the card as a rendered page; where Markdown can't be rendered, as its text.

import { commands, type Uri } from 'vscode';
import { ExplainAt } from '../../protocol';
import type { ClientContext } from '../session/context';
import { targetOf, type Target } from './preview-fix';
import { granted } from '../session/user-error';

export async function explainProblem(context: ClientContext, given?: Target): Promise<void> {
  const target = targetOf(context, given);
  const { title, markdown } = granted(await context.session.ask(ExplainAt.type, target));
  const name = `Explain ${title}.md`;
  const page: Uri = context.documents.add(name, markdown);
  try {
    await commands.executeCommand('markdown.showPreview', page);
  } catch (error) {
    // The built-in Markdown extension can be switched off.
    context.log.debug(`No Markdown preview: ${String(error)}`);
    await context.documents.show(name, markdown);
  }
}
