// Export Pairs: which format, which pairs, where to. Everything but the place can be passed with Enter.

import { FileType, QuickPickItemKind, Uri, l10n, window, workspace, type QuickPickItem, type WorkspaceFolder } from 'vscode';
import { ExportPairs, PairChoices } from '../../protocol';
import type { ClientContext } from '../session/context';
import { counted, plural } from '../session/count';
import { nameOf } from '../session/name-of';
import { showMessage, visibleItem } from '../session/show-message';
import { Cancelled, UserError, answerOrThrow } from '../session/user-error';
import { askWithProgress } from '../views/with-progress';
import { choosePairFolder } from './pair-folder';

type Options = NonNullable<ExportPairs.Params['options']>;
type Format = PairChoices.Answer['formats'][number];

export async function exportPairs(context: ClientContext): Promise<void> {
  const folder = await choosePairFolder(l10n.t('Export the pairs of which folder?'));
  if (!folder) return;
  const choices = answerOrThrow(await context.session.ask(PairChoices.type, { folder: folder.uri.toString() }));
  if (choices.total === 0)
    throw new UserError(
      l10n.t('There is nothing to export yet: a fix that you take under the lightbulb, or make by hand and keep, becomes a pair.'),
    );
  const format = await chooseFormat(choices.formats);
  const options = format && (await chooseWhich(choices, format));
  if (options) await exportTo(context, folder, format, options);
}

/** Those of the rows that a person has chosen. @param folder URI of the workspace folder. */
export async function exportChosenPairs(context: ClientContext, folder: string, ids: readonly string[]): Promise<void> {
  const own = workspace.getWorkspaceFolder(Uri.parse(folder, true));
  if (!own) throw new UserError(l10n.t('This folder is not open any more.'));
  const { formats } = answerOrThrow(await context.session.ask(PairChoices.type, { folder }));
  const format = await chooseFormat(formats);
  if (format) await exportTo(context, own, format, { ids });
}

async function exportTo(context: ClientContext, folder: WorkspaceFolder, format: Format, options: Options): Promise<void> {
  const target = await chooseTarget(folder, format);
  if (!target) return;
  const answer = answerOrThrow(
    await askWithProgress(context, l10n.t('Self-Heal: exporting to {0}', nameOf(target)), ExportPairs.type, {
      folder: folder.uri.toString(),
      file: target.fsPath,
      options: { ...options, format: format.id },
    }),
  );
  tell(context, target, answer);
}

function tell({ log, documents }: ClientContext, target: Uri, { pairs, redactions, parts, files, left }: ExportPairs.Answer): void {
  const divided = Object.entries(parts).map(([part, n]) => `${part} ${n}`);
  const secrets =
    redactions > 0
      ? plural(redactions, l10n.t('1 secret was replaced.'), l10n.t('{0} secrets were replaced.', redactions))
      : l10n.t('No secrets were found.');
  const sentences = [
    divided.length > 0
      ? l10n.t('Exported {0} to {1} ({2}).', counted.pairs(pairs), nameOf(target), divided.join(', '))
      : l10n.t('Exported {0} to {1}.', counted.pairs(pairs), nameOf(target)),
    secrets,
    // One reason fits into a message; more are a page.
    left.length > 1 ? l10n.t('Some pairs were left out.') : (left[0] ?? ''),
  ];
  const [first] = files;
  const page = [
    `# ${l10n.t('Export to {0}', nameOf(target))}`,
    '',
    ...sentences.slice(0, 2),
    '',
    ...left.map((line) => `- ${line}`),
    '',
    ...files.map((file) => `- ${file}`),
    '',
  ];
  showMessage(
    log,
    'info',
    sentences.filter(Boolean).join(' '),
    ...(first === undefined ? [] : [{ title: l10n.t('Open'), run: () => window.showTextDocument(Uri.file(first)) }]),
    ...(left.length > 0
      ? [{ title: l10n.t('What Was Left Out'), run: () => documents.show(`${l10n.t('Export of pairs')}.md`, page.join('\n')) }]
      : []),
  );
}

async function chooseFormat(formats: readonly Format[]): Promise<Format | undefined> {
  const chosen = await window.showQuickPick(
    formats.map((format) => ({
      label: format.title,
      description: format.isFolder ? l10n.t('folder') : `.${format.extension}`,
      detail: format.use,
      format,
    })),
    {
      title: l10n.t('Export Pairs (1 of 2): Format'),
      placeHolder: l10n.t('What are the pairs for?'),
      matchOnDetail: true,
      ignoreFocusOut: true,
    },
  );
  return chosen?.format;
}

interface Filter extends QuickPickItem {
  /** Asks for it and gives the options with it; the same options where the person does not choose. Absent: export now. */
  readonly change?: (options: Options) => Promise<Options> | Options;
}

/** One list of all filters with what is set: Enter on its first line exports, the others are asked for one by one. undefined: the person left. */
async function chooseWhich(choices: PairChoices.Answer, format: Format): Promise<Options | undefined> {
  let options: Options = {};
  for (;;) {
    const chosen = await window.showQuickPick(filtersOf(options, choices, format).map(visibleItem), {
      title: l10n.t('Export Pairs (2 of 2): Which Pairs'),
      placeHolder: l10n.t('Enter exports; or set what is taken first'),
      matchOnDescription: true,
      ignoreFocusOut: true,
    });
    if (!chosen) return undefined;
    if (!chosen.change) return options;
    options = await chosen.change(options);
  }
}

function filtersOf(options: Options, choices: PairChoices.Answer, format: Format): Filter[] {
  const { language, errorType, since, verdicts, evidence, without = [], split = false } = options;
  const isAll = [language, errorType, since, verdicts, evidence].every((one) => one === undefined);
  const toggle = (what: 'names' | 'paths') => (now: Options) => ({
    ...now,
    without: without.includes(what) ? without.filter((one) => one !== what) : [...without, what],
  });
  return [
    {
      label: isAll ? `$(export) ${l10n.t('Export All')}` : `$(export) ${l10n.t('Export What Is Chosen Below')}`,
      detail: l10n.t('{0} kept in this folder. Secrets are taken out in any case.', counted.fixes(choices.kept)),
    },
    { label: l10n.t('Only'), kind: QuickPickItemKind.Separator },
    {
      label: l10n.t('Language'),
      description: language ?? l10n.t('all'),
      change: (now) => oneOf(now, 'language', l10n.t('Which language?'), choices.languages),
    },
    {
      label: l10n.t('Error'),
      description: errorType ?? l10n.t('all'),
      change: (now) => oneOf(now, 'errorType', l10n.t('Which kind of error?'), choices.errorTypes),
    },
    { label: l10n.t('Since'), description: since?.slice(0, 10) ?? l10n.t('the beginning'), change: chooseSince },
    {
      label: l10n.t('Verdict'),
      description: verdicts ? verdicts.map((one) => VERDICTS[one]).join(', ') : l10n.t('as the format needs them'),
      change: chooseVerdicts,
    },
    {
      label: l10n.t('Checked'),
      description: evidence ? l10n.t('only what a checker, a run or tests passed') : l10n.t('also what was only parsed'),
      change: ({ evidence: old, ...now }) => (old ? now : { ...now, evidence: 'checks' }),
    },
    { label: l10n.t('Without'), kind: QuickPickItemKind.Separator },
    {
      label: l10n.t('Names of people and accounts, e-mail'),
      description: without.includes('names') ? l10n.t('taken out') : l10n.t('stay'),
      change: toggle('names'),
    },
    {
      label: l10n.t('Paths of files and folders'),
      description: without.includes('paths') ? l10n.t('taken out') : l10n.t('stay'),
      change: toggle('paths'),
    },
    ...(format.isFolder
      ? []
      : [
          { label: l10n.t('Division'), kind: QuickPickItemKind.Separator },
          {
            label: l10n.t('Into train, valid and test'),
            description: split ? l10n.t('three files, by mistake and by time') : l10n.t('one file'),
            change: (now: Options) => ({ ...now, split: !split }),
          },
        ]),
  ];
}

const VERDICTS = {
  accepted: l10n.t('taken'),
  edited: l10n.t('taken and then changed'),
  survived: l10n.t('taken and still there'),
  rejected: l10n.t('refused'),
  reverted: l10n.t('taken back'),
} as const satisfies Record<NonNullable<Options['verdicts']>[number], string>;

const ANY = l10n.t('All');

async function oneOf(
  options: Options,
  key: 'language' | 'errorType',
  placeHolder: string,
  counts: Readonly<Record<string, number>>,
): Promise<Options> {
  const rest = unset(options, key);
  const chosen = await window.showQuickPick(
    [
      { label: ANY, value: undefined },
      ...Object.entries(counts).map(([value, n]) => visibleItem({ label: value, description: counted.pairs(n), value })),
    ],
    { placeHolder, ignoreFocusOut: true },
  );
  return !chosen ? options : chosen.value === undefined ? rest : { ...rest, [key]: chosen.value };
}

function unset(options: Options, key: keyof Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([each]) => each !== key));
}

const DAY_MS = 86_400_000;

async function chooseSince(options: Options): Promise<Options> {
  const rest = unset(options, 'since');
  const chosen = await window.showQuickPick(
    [
      { label: l10n.t('The beginning'), days: 0 },
      { label: l10n.t('A week ago'), days: 7 },
      { label: l10n.t('A month ago'), days: 30 },
      { label: l10n.t('A year ago'), days: 365 },
      { label: l10n.t('A day…'), days: undefined },
    ],
    { placeHolder: l10n.t('Only pairs recorded since when?'), ignoreFocusOut: true },
  );
  if (!chosen) return options;
  if (chosen.days === 0) return rest;
  if (chosen.days !== undefined) return { ...rest, since: new Date(Date.now() - chosen.days * DAY_MS).toISOString() };
  const day = await window.showInputBox({
    prompt: l10n.t('The first day, as 2026-03-01'),
    ignoreFocusOut: true,
    validateInput: (text) => (dayOf(text) ? undefined : l10n.t('A day as 2026-03-01, please.')),
  });
  const since = day === undefined ? undefined : dayOf(day);
  return since ? { ...rest, since } : options;
}

function dayOf(text: string): string | undefined {
  const at = new Date(text.trim());
  return /^\d{4}-\d\d-\d\d$/.test(text.trim()) && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
}

async function chooseVerdicts(options: Options): Promise<Options> {
  const { verdicts = [], ...rest } = options;
  const kinds = Object.keys(VERDICTS) as (keyof typeof VERDICTS)[];
  const chosen = await window.showQuickPick(
    kinds.map((kind) => ({ label: VERDICTS[kind], picked: verdicts.includes(kind), verdict: kind })),
    { placeHolder: l10n.t('What became of the fix? None ticked: as the format needs them'), canPickMany: true, ignoreFocusOut: true },
  );
  if (!chosen) return options;
  return chosen.length === 0 ? rest : { ...rest, verdicts: chosen.map(({ verdict }) => verdict) };
}

/** A file, or a folder of its own within one that the person chooses. */
async function chooseTarget(folder: WorkspaceFolder, format: Format): Promise<Uri | undefined> {
  const target = format.isFolder ? await chooseNewFolder(folder, format) : await chooseFile(folder, format);
  if (target && target.scheme !== 'file')
    throw new UserError(l10n.t('Pairs can be exported to a place on the machine of the workspace only, not to {0}:.', target.scheme));
  return target;
}

const chooseFile = (folder: WorkspaceFolder, { title, extension }: Format): Thenable<Uri | undefined> =>
  window.showSaveDialog({
    title: l10n.t('Export Pairs'),
    saveLabel: l10n.t('Export'),
    defaultUri: Uri.joinPath(folder.uri, `${folder.name}-pairs.${extension}`),
    filters: { [title]: [extension] },
  });

async function chooseNewFolder(folder: WorkspaceFolder, { id, title }: Format): Promise<Uri | undefined> {
  const name = `${folder.name}-pairs-${id}`;
  const [parent] =
    (await window.showOpenDialog({
      title: l10n.t('Where is the folder {0} to be made?', name),
      openLabel: l10n.t('Export Here'),
      defaultUri: folder.uri,
      canSelectFiles: false,
      canSelectFolders: true,
      canSelectMany: false,
    })) ?? [];
  if (!parent) return undefined;
  const target = Uri.joinPath(parent, name);
  if (!(await isThere(target))) return target;
  const replace = l10n.t('Replace');
  const answer = await window.showWarningMessage(
    l10n.t('{0} is there already.', name),
    { modal: true, detail: l10n.t('The files in it that “{0}” has are replaced; others stay.', title) },
    replace,
  );
  if (answer !== replace) throw new Cancelled();
  return target;
}

async function isThere(uri: Uri): Promise<boolean> {
  try {
    const { type } = await workspace.fs.stat(uri);
    return (type & FileType.Directory) !== 0;
  } catch {
    return false;
  }
}
