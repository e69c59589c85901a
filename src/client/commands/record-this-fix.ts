// Record This Fix: what turned an earlier text of the active file into the present one, as the fix of an error that the person names.

import { l10n, window, workspace, type QuickPickItem, type TextDocument, type Uri } from 'vscode';
import { MendedProblems, RecordTold } from '../../protocol';
import type { ClientContext } from '../session/context';
import { committedText, openGit } from '../session/git';
import { isHealed } from '../session/languages';
import { keptFix } from '../session/kept-fix';
import { nameOf } from '../session/name-of';
import { showMessage, visibleItem } from '../session/show-message';
import { UserError, answerOrThrow } from '../session/user-error';
import { openGiven } from './target';

/** @param given what the menu entry stands on; else the file in the editor. */
export async function recordThisFix({ session, log }: ClientContext, given?: unknown): Promise<void> {
  await openGiven(given);
  const document = window.activeTextEditor?.document;
  if (!document || !isHealed(document) || document.uri.scheme !== 'file')
    throw new UserError(l10n.t('Open the file that you have mended, Python, TypeScript or JavaScript, and try again.'));
  const name = nameOf(document.uri);
  const before = await chooseBefore(document);
  if (before === undefined) return;
  const uri = document.uri.toString();
  const mended = answerOrThrow(await session.ask(MendedProblems.type, { uri, before }));
  const error = await chooseError(mended.problems);
  if (!error) return;
  const { title } = answerOrThrow(await session.ask(RecordTold.type, { uri, before, ...error }));
  showMessage(log, 'info', keptFix(name, title));
}

/** The text before the fix; undefined where the person leaves. */
async function chooseBefore(document: TextDocument): Promise<string | undefined> {
  const now = document.getText();
  const earlier = [
    {
      label: l10n.t('What is saved'),
      detail: l10n.t('The file as it is on the disk'),
      text: document.isDirty ? await savedText(document.uri) : undefined,
    },
    {
      label: l10n.t('The last commit'),
      detail: l10n.t('The file as Git has it at HEAD'),
      text: await committedText((await openGit())?.getRepository(document.uri), document.uri),
    },
  ].flatMap(({ text, ...item }) => (text === undefined || unified(text) === unified(now) ? [] : [{ ...item, text }]));
  const [only, more] = earlier;
  if (!only)
    throw new UserError(
      l10n.t(
        '{0} is as it is saved, and Git has no other text of it. Record This Fix compares it with one of these: mend it, and run this before you save or commit.',
        nameOf(document.uri),
      ),
    );
  if (!more) return only.text;
  const chosen = await window.showQuickPick(earlier, {
    title: l10n.t('Record This Fix'),
    placeHolder: l10n.t('What was the file before you mended it?'),
    ignoreFocusOut: true,
  });
  return chosen?.text;
}

/** With the line ends of the editor: they are no difference. */
const unified = (text: string): string => text.replace(/\r\n?/g, '\n');

type Told = Pick<RecordTold.Params, 'error' | 'line'>;

async function chooseError(problems: MendedProblems.Answer['problems']): Promise<Told | undefined> {
  if (problems.length > 0) {
    const choices: (QuickPickItem & { readonly told?: Told })[] = problems.map((told) =>
      visibleItem({ label: told.error.split('\n')[0] ?? '', description: l10n.t('line {0}', told.line + 1), told }),
    );
    const chosen = await window.showQuickPick([...choices, { label: l10n.t('Another error…'), detail: l10n.t('Paste what was shown') }], {
      title: l10n.t('Record This Fix'),
      placeHolder: l10n.t('Which error did it mend?'),
      ignoreFocusOut: true,
    });
    if (!chosen || chosen.told) return chosen?.told;
  }
  const error = await window.showInputBox({
    title: l10n.t('Record This Fix'),
    prompt: l10n.t('Which error did it mend? The last line of a traceback, or what the checker said'),
    placeHolder: "TypeError: 'NoneType' object is not subscriptable",
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? l10n.t('The error’s own words, please.') : undefined),
  });
  return error === undefined ? undefined : { error };
}

async function savedText(uri: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
