// Export Pairs: which format, which pairs, where to. Everything but the place can be passed with Enter.

import { FileType, QuickPickItemKind, Uri, l10n, window, workspace, type QuickPickItem, type WorkspaceFolder } from 'vscode';
import { ExportPairs, PairChoices } from '../../protocol';
import type { ClientContext } from '../session/context';
import { count } from '../session/count';
import { nameOf } from '../session/name-of';
import { showMessage, visibleItem } from '../session/show-message';
import { Cancelled, UserError, answerOrThrow } from '../session/user-error';
import { askWithProgress } from '../views/with-progress';
import { choosePairFolder } from './pair-folder';

type Options = NonNullable<ExportPairs.Params['options']>;
type Format = PairChoices.Answer['formats'][number];

export async function exportPairs(context: ClientContext): Promise<void> {
  const folder = await choosePairFolder('Export the pairs of which folder?');
  if (!folder) return;
  const choices = answerOrThrow(await context.session.ask(PairChoices.type, { folder: folder.uri.toString() }));
  if (choices.total === 0)
    throw new UserError(
      'There is nothing to export yet: a fix that you take under the lightbulb, or make by hand and keep, becomes a pair.',
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
    await askWithProgress(context, `Self-Heal: exporting to ${nameOf(target)}`, ExportPairs.type, {
      folder: folder.uri.toString(),
      file: target.fsPath,
      options: { ...options, format: format.id },
    }),
  );
  tell(context, target, answer);
}

function tell({ log, documents }: ClientContext, target: Uri, { pairs, redactions, parts, files, left }: ExportPairs.Answer): void {
  const divided = Object.entries(parts).map(([part, n]) => `${part} ${n}`);
  const secrets = redactions > 0 ? `${count(redactions, 'secret was', 'secrets were')} replaced.` : 'No secrets were found.';
  const sentences = [
    `Exported ${count(pairs, 'pair')} to ${nameOf(target)}${divided.length > 0 ? ` (${divided.join(', ')})` : ''}.`,
    secrets,
    // One reason fits into a message; more are a page.
    left.length > 1 ? 'Some pairs were left out.' : (left[0] ?? ''),
  ];
  const [first] = files;
  const page = [
    `# Export to ${nameOf(target)}`,
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
    ...(first === undefined ? [] : [{ title: 'Open', run: () => window.showTextDocument(Uri.file(first)) }]),
    ...(left.length > 0 ? [{ title: 'What Was Left Out', run: () => documents.show('Export of pairs.md', page.join('\n')) }] : []),
  );
}

async function chooseFormat(formats: readonly Format[]): Promise<Format | undefined> {
  const chosen = await window.showQuickPick(
    formats.map((format) => ({
      label: format.title,
      description: format.isFolder ? 'folder' : `.${format.extension}`,
      detail: format.use,
      format,
    })),
    { title: 'Export Pairs (1 of 2): Format', placeHolder: 'What are the pairs for?', matchOnDetail: true, ignoreFocusOut: true },
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
      title: 'Export Pairs (2 of 2): Which Pairs',
      placeHolder: 'Enter exports; or set what is taken first',
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
      label: isAll ? '$(export) Export All' : '$(export) Export What Is Chosen Below',
      detail: `${count(choices.kept, 'fix', 'fixes')} kept in this folder. Secrets are taken out in any case.`,
    },
    { label: 'Only', kind: QuickPickItemKind.Separator },
    { label: 'Language', description: language ?? 'all', change: (now) => oneOf(now, 'language', 'Which language?', choices.languages) },
    {
      label: 'Error',
      description: errorType ?? 'all',
      change: (now) => oneOf(now, 'errorType', 'Which kind of error?', choices.errorTypes),
    },
    { label: 'Since', description: since?.slice(0, 10) ?? 'the beginning', change: chooseSince },
    {
      label: 'Verdict',
      description: verdicts ? verdicts.map((one) => VERDICTS[one]).join(', ') : 'as the format needs them',
      change: chooseVerdicts,
    },
    {
      label: 'Checked',
      description: evidence ? 'only what a checker, a run or tests passed' : 'also what was only parsed',
      change: ({ evidence: old, ...now }) => (old ? now : { ...now, evidence: 'checks' }),
    },
    { label: 'Without', kind: QuickPickItemKind.Separator },
    {
      label: 'Names of people and accounts, e-mail',
      description: without.includes('names') ? 'taken out' : 'stay',
      change: toggle('names'),
    },
    { label: 'Paths of files and folders', description: without.includes('paths') ? 'taken out' : 'stay', change: toggle('paths') },
    ...(format.isFolder
      ? []
      : [
          { label: 'Division', kind: QuickPickItemKind.Separator },
          {
            label: 'Into train, valid and test',
            description: split ? 'three files, by mistake and by time' : 'one file',
            change: (now: Options) => ({ ...now, split: !split }),
          },
        ]),
  ];
}

const VERDICTS = {
  accepted: 'taken',
  edited: 'taken and then changed',
  survived: 'taken and still there',
  rejected: 'refused',
  reverted: 'taken back',
} as const satisfies Record<NonNullable<Options['verdicts']>[number], string>;

const ANY = 'All';

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
      ...Object.entries(counts).map(([value, n]) => visibleItem({ label: value, description: count(n, 'pair'), value })),
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
      { label: 'The beginning', days: 0 },
      { label: 'A week ago', days: 7 },
      { label: 'A month ago', days: 30 },
      { label: 'A year ago', days: 365 },
      { label: 'A day…', days: undefined },
    ],
    { placeHolder: 'Only pairs recorded since when?', ignoreFocusOut: true },
  );
  if (!chosen) return options;
  if (chosen.days === 0) return rest;
  if (chosen.days !== undefined) return { ...rest, since: new Date(Date.now() - chosen.days * DAY_MS).toISOString() };
  const day = await window.showInputBox({
    prompt: 'The first day, as 2026-03-01',
    ignoreFocusOut: true,
    validateInput: (text) => (dayOf(text) ? undefined : 'A day as 2026-03-01, please.'),
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
    { placeHolder: 'What became of the fix? None ticked: as the format needs them', canPickMany: true, ignoreFocusOut: true },
  );
  if (!chosen) return options;
  return chosen.length === 0 ? rest : { ...rest, verdicts: chosen.map(({ verdict }) => verdict) };
}

/** A file, or a folder of its own within one that the person chooses. */
async function chooseTarget(folder: WorkspaceFolder, format: Format): Promise<Uri | undefined> {
  const target = format.isFolder ? await chooseNewFolder(folder, format) : await chooseFile(folder, format);
  if (target && target.scheme !== 'file')
    throw new UserError(`Pairs can be exported to a place on the machine of the workspace only, not to ${target.scheme}:.`);
  return target;
}

const chooseFile = (folder: WorkspaceFolder, { title, extension }: Format): Thenable<Uri | undefined> =>
  window.showSaveDialog({
    title: 'Export Pairs',
    saveLabel: 'Export',
    defaultUri: Uri.joinPath(folder.uri, `${folder.name}-pairs.${extension}`),
    filters: { [title]: [extension] },
  });

async function chooseNewFolder(folder: WorkspaceFolder, { id, title }: Format): Promise<Uri | undefined> {
  const name = `${folder.name}-pairs-${id}`;
  const [parent] =
    (await window.showOpenDialog({
      title: `Where is the folder ${name} to be made?`,
      openLabel: 'Export Here',
      defaultUri: folder.uri,
      canSelectFiles: false,
      canSelectFolders: true,
      canSelectMany: false,
    })) ?? [];
  if (!parent) return undefined;
  const target = Uri.joinPath(parent, name);
  if (!(await isThere(target))) return target;
  const replace = 'Replace';
  const answer = await window.showWarningMessage(
    `${name} is there already.`,
    { modal: true, detail: `The files in it that “${title}” has are replaced; others stay.` },
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
