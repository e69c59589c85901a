// Where rules end in a heal that the person began: whether it may go on to the model. Asked once; always and never are remembered for the workspace.

import { Disposable, l10n, window, type CancellationToken, type QuickPickItem } from 'vscode';
import { MayAskModel } from '../../protocol';
import { visibleLine } from '../../engine/visible-text';
import { configuredModel, hostOf } from '../session/configured-model';
import type { ConfiguredModel } from '../session/model-values';
import type { Feature } from '../session/context';
import type { ModelChoice } from '../session/model-choices';

export const mayAskModel: Feature = ({ session, choices, actions, log }) => {
  session.answer(MayAskModel.type, async ({ what }, token) => {
    const model = configuredModel();
    // Only where somebody waits for a command of their own: a question out of nothing would be a nuisance.
    if (!model || !actions.isUnderWay) return { allowed: false };
    const remembered = choices.of(model);
    if (remembered) return { allowed: remembered === 'always' };
    const answer = await ask(model, what, token);
    if (answer === 'always' || answer === 'never') {
      await choices.remember(model, answer).then(undefined, (error: unknown) => log.warn(`The answer was not kept: ${String(error)}`));
    }
    return { allowed: answer === 'always' || answer === 'once' };
  });
  return Disposable.from();
};

interface AnswerItem extends QuickPickItem {
  readonly answer: ModelChoice | 'once';
}

/** @returns undefined where the person only closes it: not now, and asked again another time. */
function ask(model: ConfiguredModel, what: string, token: CancellationToken): Promise<AnswerItem['answer'] | undefined> {
  const host = visibleLine(hostOf(model));
  const pick = window.createQuickPick<AnswerItem>();
  pick.title = l10n.t('No rule heals this: {0}', visibleLine(what));
  pick.placeholder = l10n.t('Send the error and the code around it to {0} ({1})?', host, visibleLine(model.name));
  pick.ignoreFocusOut = true;
  pick.items = [
    {
      label: `$(arrow-right) ${l10n.t('Once')}`,
      detail: l10n.t('For this heal. Secrets are taken out first; the answer is proved like any other fix.'),
      answer: 'once',
    },
    {
      label: `$(check) ${l10n.t('Always in this workspace')}`,
      detail: l10n.t('Run and Heal and Heal This File go on to the model where rules end.'),
      answer: 'always',
    },
    {
      label: `$(circle-slash) ${l10n.t('Never in this workspace')}`,
      detail: l10n.t('Heal With Model still asks it. “Ask Again Before Going On to the Model” takes it back.'),
      answer: 'never',
    },
  ];
  return new Promise((resolve) => {
    let chosen: AnswerItem['answer'] | undefined;
    const listening = Disposable.from(
      pick,
      pick.onDidAccept(() => {
        chosen = (pick.selectedItems[0] ?? pick.activeItems[0])?.answer;
        pick.hide();
      }),
      pick.onDidHide(() => {
        listening.dispose();
        resolve(chosen);
      }),
      // The heal was cancelled while it asked.
      token.onCancellationRequested(() => pick.hide()),
    );
    if (token.isCancellationRequested) {
      listening.dispose();
      resolve(undefined);
    } else pick.show();
  });
}
