// Self-Test: known mistakes in a copy of the workspace, and what became of each, as a page.

import { l10n } from 'vscode';
import { SelfTest } from '../../protocol';
import type { ClientContext } from '../session/context';
import { answerOrThrow } from '../session/user-error';
import { escaped } from '../views/markdown';
import { page, placeLink, section, tellWithReport } from '../views/report-page';
import { askWithProgress } from '../views/with-progress';
import { chooseFolder } from './choose-folder';
import { requireEnabled } from './require-enabled';

/** As the terminal's. */
const COUNT = 12;

type Outcome = SelfTest.Slip['outcome'];

export async function selfTest(context: ClientContext): Promise<void> {
  requireEnabled(context);
  const folder = await chooseFolder(l10n.t('Test which folder?'));
  const tested = answerOrThrow(
    await askWithProgress(context, l10n.t('Self-Heal: making known mistakes in a copy of {0}', folder.name), SelfTest.type, {
      folder: folder.uri.toString(),
      count: COUNT,
    }),
  );
  const sentence = sentenceOf(tested);
  const details = report(folder.name, sentence, tested);
  context.log.info(details);
  tellWithReport(context, l10n.t('Self-Test'), sentence, details);
}

function sentenceOf({ slips }: SelfTest.Answer): string {
  const of = (outcome: Outcome): number => slips.filter((slip) => slip.outcome === outcome).length;
  const [proved, missed, unnoticed] = [of('proved'), of('missed'), of('unnoticed')];
  const healed = proved + of('healed');
  return healed + missed === 0
    ? l10n.t('No checker here saw any of the {0} mistakes, so there was nothing to heal.', slips.length)
    : l10n.t(
        '{0} mistakes: {1} healed ({2} proved by tests), {3} missed, {4} not seen by any checker here. Your files were only read.',
        slips.length,
        healed,
        proved,
        missed,
        unnoticed,
      );
}

function report(name: string, sentence: string, { slips, files, tests }: SelfTest.Answer): string {
  const items = (outcome: Outcome): string[] =>
    slips
      .filter((slip) => slip.outcome === outcome)
      .map(({ uri, line, kind, error, why }) =>
        [`- ${placeLink(uri, line)}: ${escaped(kind)}`, error === '' ? '' : `  - ${escaped(error)}`, `  - ${escaped(why)}`]
          .filter(Boolean)
          .join('\n'),
      );
  return page(
    `# ${l10n.t('Self-Test')}: ${escaped(name)}`,
    escaped(sentence),
    escaped(
      tests
        ? l10n.t(
            'The mistakes were made one at a time in a copy of the folder, in {0} files that were looked through. The tests ran in the sandbox.',
            files,
          )
        : l10n.t(
            'The mistakes were made one at a time in a copy of the folder, in {0} files that were looked through. No tests were run.',
            files,
          ),
    ),
    section(l10n.t('Missed'), items('missed')),
    section(l10n.t('Healed and proved by tests'), items('proved')),
    section(l10n.t('Healed: the error is gone, and nothing new came'), items('healed')),
    section(l10n.t('Not seen by any checker here'), items('unnoticed')),
  );
}
