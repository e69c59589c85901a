// Settings as a plain LSP client sends them (`workspace/didChangeConfiguration`): under `selfHeal`, by the names they have in VS Code, nested or with dots.

import * as v from 'valibot';
import { visibleLine } from '../../engine';
import type { FolderSettings, Settings } from '../../protocol';
import type { SentSettings } from './settings';

export interface PlainSettings {
  /** undefined: nothing is said of Self-Heal. */
  readonly sent: SentSettings | undefined;
  /** What is wrong, a sentence each, with the remedy. */
  readonly faults: readonly string[];
}

type Writable<T> = { -readonly [K in keyof T]?: T[K] };
interface Sent {
  readonly all: Writable<Omit<Settings, 'folders' | 'defaults'>>;
  readonly folder: Writable<FolderSettings>;
}

interface Key {
  readonly says: string;
  /** @returns whether the value is one of its kind. */
  readonly take: (value: unknown, into: Sent) => boolean;
}

function key<T>(says: string, schema: v.GenericSchema<unknown, T>, put: (value: T, into: Sent) => void): Key {
  return {
    says,
    take: (value, into) => {
      const read = v.safeParse(schema, value);
      if (read.success) put(read.output, into);
      return read.success;
    },
  };
}

const flag = (put: (value: boolean, into: Sent) => void): Key => key('true or false', v.boolean(), put);
const likelihood = (put: (value: number, into: Sent) => void): Key =>
  key('a number from 0 to 1', v.pipe(v.number(), v.minValue(0), v.maxValue(1)), put);
const list = (put: (value: readonly string[], into: Sent) => void): Key => key('a list of strings', v.array(v.string()), put);

const KEYS: Readonly<Record<string, Key>> = {
  enabled: flag((value, { all }) => (all.enabled = value)),
  'codeActions.enabled': flag((value, { all }) => (all.codeActions = value)),
  'codeActions.model': flag((value, { all }) => (all.modelActions = value)),
  'hover.enabled': flag((value, { all }) => (all.hover = value)),
  'security.enabled': flag((value, { all }) => (all.security = value)),
  'learn.hints': flag((value, { all }) => (all.hints = value)),
  'rerun.enabled': flag((value, { all }) => (all.rerun = value)),
  'confidence.review': likelihood((value, { all }) => (all.confidenceReview = value)),
  'confidence.auto': likelihood((value, { all }) => (all.confidenceAuto = value)),
  'exclude.sources': list((value, { all }) => (all.excludedSources = value)),
  'exclude.files': list((value, { folder }) => (folder.excludedFiles = value)),
  'tests.command': key('a command, in one string', v.string(), (value, { folder }) => (folder.testCommand = value.trim())),
  'store.enabled': flag((value, { folder }) => (folder.store = value)),
  'store.maxPairs': key(
    'a whole number, 1 or more',
    v.pipe(v.number(), v.integer(), v.minValue(1)),
    (value, { folder }) => (folder.maxPairs = value),
  ),
  'team.sharePairs': flag((value, { folder }) => (folder.team = value)),
};

const MAX_FAULTS = 10;

/** @param settings as they came; anything may stand there. */
export function readPlainSettings(settings: unknown): PlainSettings {
  const section = isObject(settings) ? settings['selfHeal'] : undefined;
  if (section === undefined || section === null) return { sent: undefined, faults: [] };
  if (!isObject(section)) return { sent: undefined, faults: ['“selfHeal” takes an object: {"selfHeal": {"hover": {"enabled": false}}}.'] };
  const into: Sent = { all: {}, folder: {} };
  const faults: string[] = [];
  for (const [name, value] of flat(section, '')) {
    const known = Object.hasOwn(KEYS, name) ? KEYS[name] : undefined;
    if (!known)
      faults.push(`There is no setting “selfHeal.${visibleLine(name).slice(0, 80)}” here. It knows ${Object.keys(KEYS).join(', ')}.`);
    else if (!known.take(value, into)) faults.push(`“selfHeal.${name}” is not used; it takes ${known.says}.`);
  }
  return { sent: { ...into.all, defaults: into.folder }, faults: faults.slice(0, MAX_FAULTS) };
}

/** Names with dots. */
function flat(object: Readonly<Record<string, unknown>>, before: string, depth = 0): [string, unknown][] {
  return Object.entries(object).flatMap(([name, value]): [string, unknown][] => {
    const full = `${before}${name}`;
    return isObject(value) && depth < 4 && !Object.hasOwn(KEYS, full) ? flat(value, `${full}.`, depth + 1) : [[full, value]];
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
