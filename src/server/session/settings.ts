// The settings the server goes by, and whether something is excluded or muted by them.

import { FORMER_IDS, matchesPatterns, namesSource } from '../../engine';
import type { FolderSettings, Settings } from '../../protocol';

/** What a client that sends no settings gets: everything on but the security scan, no model, nothing excluded. */
export const DEFAULT_SETTINGS: Settings = {
  enabled: true,
  codeActions: true,
  modelActions: true,
  terminal: true,
  excludedSources: [],
  folders: {},
  defaults: {
    testCommand: '',
    excludedFiles: [],
    logs: [],
    store: true,
    team: false,
    maxPairs: 1000,
    training: { base: '', preset: 'default', options: {}, schedule: '', minNewPairs: 20 },
  },
  interpreters: {},
  model: undefined,
  muted: [],
  confidenceAuto: 0.9,
  confidenceReview: 0.7,
  autoApply: 'off',
  rerun: true,
  hover: true,
  security: false,
  escalate: false,
  everywhere: false,
  handMade: 'offer',
  hints: false,
  trainingPython: '',
  measures: { signals: false, file: false, endpoint: '', webhook: '' },
};

/** Settings as a client sends them: any may be missing. */
export type SentSettings = Partial<Omit<Settings, 'folders' | 'defaults'>> & {
  readonly folders?: Readonly<Record<string, Partial<FolderSettings>>>;
  readonly defaults?: Partial<FolderSettings>;
};

/** The same with what is missing filled in: for a folder by `defaults`. */
export function completeSettings(sent: SentSettings): Settings {
  const defaults = { ...DEFAULT_SETTINGS.defaults, ...sent.defaults };
  const folders = Object.fromEntries(Object.entries(sent.folders ?? {}).map(([uri, own]) => [uri, { ...defaults, ...own }]));
  return { ...DEFAULT_SETTINGS, ...sent, defaults, folders };
}

/** `source` or `source(code)`, compared without regard to case. */
export function isSourceExcluded({ excludedSources }: Settings, source: string, code: string): boolean {
  return namesSource(excludedSources, source, code);
}

/** Patterns are those of .gitignore, relative to `root`. */
export function isFileExcluded({ excludedFiles }: FolderSettings, root: string | undefined, file: string): boolean {
  return root !== undefined && matchesPatterns(excludedFiles, root, file);
}

/** `fixer` everywhere, or `fixer|shape` for one kind of problem. */
export function muteKey(fixer: string, shape: string): string {
  return `${fixer}|${shape}`;
}

/** Whether a person does not want to be offered this fixer's fixes for problems of this shape. They may have said so of its former id. */
export function isMuted(settings: Settings, fixer: string, shape: string, former: FormerIds = FORMER_IDS): boolean {
  return idsOf(fixer, former).some((id) => settings.muted.includes(id) || settings.muted.includes(muteKey(id, shape)));
}

/** What keeps a fixer from being applied automatically; its fixes are still offered. */
export function isAutoMuted(settings: Settings, fixer: string, former: FormerIds = FORMER_IDS): boolean {
  return idsOf(fixer, former).some((id) => settings.muted.includes(`auto:${id}`));
}

/** Fixers whose id has changed: the present one → the one before. */
type FormerIds = Readonly<Record<string, string>>;

function idsOf(fixer: string, former: FormerIds): readonly string[] {
  const old = former[fixer];
  return old === undefined ? [fixer] : [fixer, old];
}
