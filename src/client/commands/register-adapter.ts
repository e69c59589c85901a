// An adapter that was made elsewhere comes in: a folder with PEFT's files, or a zip.

import { commands, l10n, window } from 'vscode';
import { ImportAdapter, ReadAdapterFolder, RegisterAdapter, type ShownAdapter } from '../../protocol';
import type { ClientContext } from '../session/context';
import { nameOf } from '../session/name-of';
import { showMessage } from '../session/show-message';
import { Cancelled, answerOrThrow } from '../session/user-error';
import { BACK, inputStep } from '../views/steps';
import { askWithProgress } from '../views/with-progress';
import { chooseAdapterFolder, pathOf } from './choose-adapter';

/** A name that is also the name of a folder, on every system. */
const ADAPTER_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

export async function registerAdapter(context: ClientContext): Promise<void> {
  const folder = await chooseAdapterFolder(l10n.t('Register it in which folder?'));
  if (!folder) throw new Cancelled();
  const [given] =
    (await window.showOpenDialog({
      title: l10n.t('Register Adapter: the folder that holds adapter_config.json'),
      openLabel: l10n.t('Register'),
      defaultUri: folder,
      canSelectFiles: false,
      canSelectFolders: true,
      canSelectMany: false,
    })) ?? [];
  if (!given) throw new Cancelled();
  const path = pathOf(given);
  // What is none is said before anything is asked.
  const { id: proposed, base } = answerOrThrow(await context.session.ask(ReadAdapterFolder.type, { path }));
  const said = await ask(context, proposed, base);
  if (!said) throw new Cancelled();
  const adapter = answerOrThrow(await context.session.ask(RegisterAdapter.type, { folder: folder.toString(), path, ...said }));
  tellTaken(context, adapter, l10n.t('{0} is registered. It answers nothing until it is activated.', adapter.id));
}

/** Its name, what it is for, and a word about it; each can be gone back from. undefined: the person left. */
async function ask(
  { adapters }: ClientContext,
  proposed: string,
  base: string,
): Promise<Pick<RegisterAdapter.Params, 'id' | 'errorTypes' | 'description'> | undefined> {
  const taken = new Set((await adapters.adapters()).map(({ id }) => id));
  let id: string | typeof BACK | undefined = proposed;
  for (;;) {
    id = await inputStep({
      title: l10n.t('Register Adapter (1 of 3): its name'),
      placeholder: proposed,
      prompt: base === '' ? l10n.t('Its base is not known.') : l10n.t('Trained on top of {0}.', base),
      value: typeof id === 'string' ? id : proposed,
      back: false,
      wrong: (text) =>
        !ADAPTER_ID.test(text)
          ? l10n.t('Letters, digits, dots, hyphens and underscores, at most 100; a letter or a digit first.')
          : taken.has(text)
            ? l10n.t('There is an adapter of that name already.')
            : undefined,
    });
    if (id === undefined || id === BACK) return undefined;
    for (;;) {
      const errors = await inputStep({
        title: l10n.t('Register Adapter (2 of 3): the errors that it is for'),
        placeholder: 'NameError, TypeError, reportAttributeAccessIssue, TS2304',
        prompt: l10n.t(
          'Their types, as the Problems panel and tracebacks name them, with commas between. It is asked for these alone; empty: for all.',
        ),
        back: true,
      });
      if (errors === undefined) return undefined;
      if (errors === BACK) break;
      const description = await inputStep({
        title: l10n.t('Register Adapter (3 of 3): a word about it'),
        placeholder: l10n.t('Where it comes from'),
        prompt: l10n.t('For you and your team. Enter leaves it empty.'),
        back: true,
      });
      if (description === undefined) return undefined;
      if (description === BACK) continue;
      return {
        id,
        description,
        errorTypes: errors
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== ''),
      };
    }
  }
}

export async function importAdapter(context: ClientContext): Promise<void> {
  const folder = await chooseAdapterFolder(l10n.t('Import it into which folder?'));
  if (!folder) throw new Cancelled();
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t('Import Adapter'),
      openLabel: l10n.t('Import'),
      defaultUri: folder,
      canSelectMany: false,
      filters: { 'Adapter (zip)': ['zip'] },
    })) ?? [];
  if (!file) throw new Cancelled();
  const adapter = answerOrThrow(
    await askWithProgress(context, l10n.t('Self-Heal: importing {0}', nameOf(file)), ImportAdapter.type, {
      folder: folder.toString(),
      file: pathOf(file),
    }),
  );
  tellTaken(context, adapter, l10n.t('{0} is imported from {1}. It answers nothing until it is activated.', adapter.id, nameOf(file)));
}

function tellTaken({ adapters, log }: ClientContext, adapter: ShownAdapter, sentence: string): void {
  adapters.refresh();
  const show = { title: l10n.t('Show Record'), run: () => commands.executeCommand('selfHeal.showAdapter', { adapter }) };
  showMessage(log, 'info', sentence, show);
}
