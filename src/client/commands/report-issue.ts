// Report Issue: what a report of a problem needs, as a page that a person reads first. Nothing is sent; paths and secrets are taken out of the log.

import * as os from 'node:os';
import { Uri, env, l10n, window, workspace } from 'vscode';
import { RedactText } from '../../protocol';
import type { ClientContext } from '../session/context';
import { showMessage } from '../session/show-message';
import { debugInformation } from './debug-information';

/** What one request takes, with room for the rest; the newest lines are kept. In UTF-16 units. */
const MAX_LOG = 100_000;

export async function reportIssue(context: ClientContext): Promise<void> {
  const { log } = context;
  const text = [
    l10n.t('# Self-Heal: report of a problem'),
    '',
    l10n.t(
      'Nothing was sent. Read it, take out what is not for others, add what you did and what you expected, and paste it where you report it. The lines of the log may name files and words of your project.',
    ),
    '',
    l10n.t('## What happened'),
    '',
    l10n.t('- What I did:'),
    l10n.t('- What I expected:'),
    l10n.t('- What happened instead:'),
    '',
    withoutPaths(debugInformation(context)).replace(/^#+ /gm, (hashes) => `#${hashes}`),
    l10n.t('## The last lines of the log'),
    '',
    '```text',
    await logText(context),
    '```',
    '',
  ].join('\n');
  // One that can be written into: what the person did and expected is theirs to say.
  const document = await workspace.openTextDocument({ language: 'markdown', content: text });
  await window.showTextDocument(document);
  const copy = (): Thenable<void> => env.clipboard.writeText(document.getText());
  const place = issuesOf(context);
  showMessage(
    log,
    'info',
    l10n.t('The report is written and nothing was sent. Read it before you pass it on.'),
    { title: l10n.t('Copy'), run: copy },
    ...(place === undefined
      ? []
      : [
          {
            title: l10n.t('Copy and Open Issue Page'),
            run: async () => {
              await copy();
              await env.openExternal(Uri.parse(place));
            },
          },
        ]),
  );
}

/** Where the extension's package says that problems are reported. */
function issuesOf({ extension }: ClientContext): string | undefined {
  const { bugs } = extension.extension.packageJSON as { readonly bugs?: unknown };
  const url = typeof bugs === 'string' ? bugs : (bugs as { readonly url?: unknown } | undefined)?.url;
  return typeof url === 'string' && url.startsWith('https://') ? `${url.replace(/\/$/, '')}/new` : undefined;
}

/** Only what was searched for secrets: without the server there is no log in the report. */
async function logText({ session, logTail, log }: ClientContext): Promise<string> {
  const text = withoutPaths(logTail.text).slice(-MAX_LOG);
  if (text === '') return l10n.t('(empty)');
  try {
    const answer = await session.ask(RedactText.type, { text });
    if (!('reason' in answer)) return answer.text.replace(/`{3,}/g, '``');
  } catch (error) {
    log.debug(`The log could not be searched for secrets: ${String(error)}`);
  }
  return l10n.t('(left out: it could not be searched for secrets. “Self-Heal: Show Log” shows it.)');
}

/** The person's own folders by what they are. */
function withoutPaths(text: string): string {
  const places = [
    ...(workspace.workspaceFolders ?? []).flatMap(({ uri }, i) => [
      [uri.toString(), `<folder ${i + 1}>`] as const,
      [uri.fsPath, `<folder ${i + 1}>`] as const,
    ]),
    [os.homedir(), '~'] as const,
  ].filter(([place]) => place.length > 1);
  return places.sort(([a], [b]) => b.length - a.length).reduce((out, [place, name]) => out.replaceAll(place, name), text);
}
