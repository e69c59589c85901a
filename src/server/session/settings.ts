// The settings the server goes by, and whether something is excluded by them.

import ignore, { type Ignore } from 'ignore';
import * as path from 'node:path';
import type { Settings } from '../../protocol';

/** What a client that sends no settings gets: everything on, no model, nothing excluded. */
export const DEFAULT_SETTINGS: Settings = {
  enabled: true,
  codeActions: true,
  terminal: true,
  excludedSources: [],
  excludedFiles: [],
  store: true,
  maxPairs: 1000,
  interpreters: {},
  model: undefined,
  muted: [],
  confidenceAuto: 0.9,
  confidenceReview: 0.7,
  autoApply: 'off',
  rerun: true,
  testCommand: '',
  hover: true,
};

/** `source` or `source(code)`, compared without regard to case. */
export function isSourceExcluded(settings: Settings, source: string, code: string): boolean {
  const name = source.toLowerCase();
  const full = `${name}(${code.toLowerCase()})`;
  return settings.excludedSources.some((excluded) => [name, full].includes(excluded.trim().toLowerCase()));
}

const compiled = new WeakMap<readonly string[], Ignore>();

/** Globs are those of .gitignore, relative to the workspace folder. */
export function isFileExcluded(settings: Settings, root: string | undefined, file: string): boolean {
  if (settings.excludedFiles.length === 0 || !root || !path.isAbsolute(file)) return false;
  const relative = path.relative(root, file).split(path.sep).join('/');
  if (relative === '' || relative.startsWith('..') || path.isAbsolute(relative)) return false;
  let globs = compiled.get(settings.excludedFiles);
  if (!globs) compiled.set(settings.excludedFiles, (globs = ignore().add([...settings.excludedFiles])));
  return globs.ignores(relative);
}

/** `fixer` everywhere, or `fixer|shape` for one kind of problem. */
export function muteKey(fixer: string, shape: string): string {
  return `${fixer}|${shape}`;
}

export function isMuted(settings: Settings, fixer: string, shape: string): boolean {
  return settings.muted.includes(fixer) || settings.muted.includes(muteKey(fixer, shape));
}

/** What keeps a fixer from being applied automatically; its fixes are still offered. */
export function isAutoMuted(settings: Settings, fixer: string): boolean {
  return settings.muted.includes(`auto:${fixer}`);
}
