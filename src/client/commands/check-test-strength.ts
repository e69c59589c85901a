// Check Test Strength: whether the tests of the function in the editor notice when it is wrong, as a page.

import { l10n, window, type TextDocument } from 'vscode';
import { CheckTestStrength } from '../../protocol';
import type { ClientContext } from '../session/context';
import { isHealed } from '../session/languages';
import { nameOf } from '../session/name-of';
import { UserError, answerOrThrow } from '../session/user-error';
import { escaped } from '../views/markdown';
import { page, placeLink, section, tellWithReport } from '../views/report-page';
import { askWithProgress } from '../views/with-progress';
import { requireEnabled } from './require-enabled';

export async function checkTestStrength(context: ClientContext): Promise<void> {
  requireEnabled(context);
  const editor = window.activeTextEditor;
  if (!editor || editor.document.uri.scheme !== 'file' || !isHealed(editor.document))
    throw new UserError(l10n.t('Put the caret into a function of a Python, TypeScript or JavaScript file, and try again.'));
  const { document } = editor;
  const strength = answerOrThrow(
    await askWithProgress(
      context,
      l10n.t('Self-Heal: changing {0} on trial, and running its tests', nameOf(document.uri)),
      CheckTestStrength.type,
      {
        uri: document.uri.toString(),
        line: editor.selection.active.line,
      },
    ),
  );
  const sentence = sentenceOf(document, strength);
  const details = report(document, sentence, strength);
  context.log.info(details);
  tellWithReport(context, l10n.t('Test Strength'), sentence, details);
}

function sentenceOf(document: TextDocument, { name, killed, survived, weak }: CheckTestStrength.Answer): string {
  const [noticed, all] = [String(killed), String(killed + survived)];
  const percent = String(Math.floor((100 * killed) / (killed + survived)));
  const where = name ?? nameOf(document.uri);
  return weak
    ? l10n.t(
        'The tests of “{0}” are weak: they noticed {1} of {2} changes ({3} %). Fixes there are trusted less until this is checked again.',
        where,
        noticed,
        all,
        percent,
      )
    : l10n.t('The tests of “{0}” noticed {1} of {2} changes ({3} %).', where, noticed, all, percent);
}

function report(document: TextDocument, sentence: string, { places, mutants }: CheckTestStrength.Answer): string {
  const items = (outcome: CheckTestStrength.Answer['mutants'][number]['outcome']): string[] =>
    mutants
      .filter((mutant) => mutant.outcome === outcome)
      .map(
        ({ line, from, to }) =>
          `- ${placeLink(document.uri.toString(), line)}: ${l10n.t('{0} became {1}', `\`${from}\``, `\`${to}\``)}\n  - \`${codeOf(document, line)}\``,
      );
  return page(
    `# ${l10n.t('Test Strength')}`,
    escaped(sentence),
    places > mutants.length && escaped(l10n.t('Of {0} places {1} were tried, spread over the text.', places, mutants.length)),
    section(l10n.t('Survived: no test would tell if these lines were wrong'), items('survived')),
    section(l10n.t('Killed: a test that passed fails with the change'), items('killed')),
    section(l10n.t('No answer: the tests could not be run to their end'), items('unknown')),
  );
}

/** The line as it stands, fit to be code within a sentence. */
function codeOf(document: TextDocument, line: number): string {
  return line < document.lineCount ? document.lineAt(line).text.trim().replaceAll('`', "'").slice(0, 120) || ' ' : ' ';
}
