// `.self-heal/config.json`: what a team sets for everybody who opens the folder. It comes with the folder, so it can leave things out and ask for more
// certainty, but neither turn anything on nor say where anything is sent; its test command is for trusted folders alone.

import * as path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import * as v from 'valibot';
import { readFileBytes } from '../files/read-file';
import { visibleLine } from '../visible-text';
import { wayDown } from '../files/lies-in';

/** From the root of a folder. */
export const TEAM_CONFIG = '.self-heal/config.json';

export interface TeamConfig {
  /** Files never looked at, as patterns of .gitignore relative to the folder. */
  readonly excludedFiles: readonly string[];
  /** Problems never looked at: `source` or `source(code)`, without regard to case. */
  readonly excludedSources: readonly string[];
  /** A fix must be at least this likely to be offered by itself, 0 to 1; a person may ask for more. */
  readonly confidenceReview: number;
  /** A fix must be at least this likely to be applied by itself, 0 to 1; a person may ask for more. */
  readonly confidenceAuto: number;
  /** Runs the tests, from the folder; empty: they are found. To be used in trusted folders only, where a person has set none. */
  readonly testCommand: string;
}

export const NO_TEAM_CONFIG: TeamConfig = {
  excludedFiles: [],
  excludedSources: [],
  confidenceReview: 0,
  confidenceAuto: 0,
  testCommand: '',
};

export interface ReadTeamConfig {
  readonly config: TeamConfig;
  /** What is wrong with the file, a sentence each, with the remedy. What is right in it holds all the same. */
  readonly faults: readonly string[];
}

/** In bytes. */
const MAX_FILE = 64 * 1024;
const MAX_FAULTS = 10;

const list = v.pipe(v.array(v.pipe(v.string(), v.maxLength(1_000))), v.maxLength(1_000));
const likelihood = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** Each key by itself, so that one wrong value takes no other with it; `says`: what it takes. */
const KEYS = {
  'exclude.files': { schema: list, says: 'a list of patterns, as in .gitignore: ["vendor/", "*.gen.py"]' },
  'exclude.sources': { schema: list, says: 'a list of problems’ sources: ["Pylint", "ts(2304)"]' },
  'confidence.review': { schema: likelihood, says: 'a number from 0 to 1: 0.8' },
  'confidence.auto': { schema: likelihood, says: 'a number from 0 to 1: 0.95' },
  'tests.command': { schema: v.pipe(v.string(), v.maxLength(10_000)), says: 'a command, in one string: "npm test"' },
} as const;

type Key = keyof typeof KEYS;
const isKey = (name: string): name is Key => Object.hasOwn(KEYS, name);

/** The file of that folder; where there is none, nothing is set. `root`: absolute. Never throws. */
export function readTeamConfig(root: string): ReadTeamConfig {
  const read = readFileBytes(path.join(root, TEAM_CONFIG), MAX_FILE);
  if (!read.ok)
    return {
      config: NO_TEAM_CONFIG,
      faults: read.reason === 'missing' ? [] : [`${TEAM_CONFIG} is not used: ${WHY[read.reason]}.`],
    };
  return teamConfig(read.value.toString('utf8').replace(/^\uFEFF/, ''));
}

const WHY = {
  'not-a-file': 'it is no file',
  'too-large': 'it is larger than 64 KB. Take out what does not belong there',
  denied: 'it can’t be read. Check its permissions',
} as const;

/** The text of such a file. */
export function teamConfig(text: string): ReadTeamConfig {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch (error) {
    const why = visibleLine(error instanceof Error ? error.message : String(error));
    return { config: NO_TEAM_CONFIG, faults: [`${TEAM_CONFIG} is not used: it is no JSON (${why}). Mend it, or delete it.`] };
  }
  if (typeof said !== 'object' || said === null || Array.isArray(said))
    return { config: NO_TEAM_CONFIG, faults: [`${TEAM_CONFIG} is not used: it must be an object: {"exclude.files": ["vendor/"]}.`] };
  const faults: string[] = [];
  const entries = Object.entries(said).filter(([name]) => name !== '$schema');
  const value = <K extends Key>(
    key: K,
    otherwise: v.InferOutput<(typeof KEYS)[K]['schema']>,
  ): v.InferOutput<(typeof KEYS)[K]['schema']> => {
    const given = entries.find(([name]) => name === key);
    if (!given) return otherwise;
    const checked = v.safeParse(KEYS[key].schema, given[1]);
    if (checked.success) return checked.output;
    faults.push(`${TEAM_CONFIG}: “${key}” is not used; it takes ${KEYS[key].says}.`);
    return otherwise;
  };
  const config: TeamConfig = {
    excludedFiles: value('exclude.files', []).filter((pattern) => pattern.trim() !== ''),
    excludedSources: value('exclude.sources', []),
    confidenceReview: value('confidence.review', 0),
    confidenceAuto: value('confidence.auto', 0),
    testCommand: value('tests.command', '').trim(),
  };
  for (const [name] of entries) {
    if (isKey(name)) continue;
    const remedy = isKey(name.replace(/^selfHeal\./, ''))
      ? `Write “${name.replace(/^selfHeal\./, '')}”.`
      : `It knows ${Object.keys(KEYS).join(', ')}; everything else is a setting of each person.`;
    faults.push(`${TEAM_CONFIG}: there is no “${visibleLine(name).slice(0, 80)}”. ${remedy}`);
  }
  return { config, faults: faults.slice(0, MAX_FAULTS) };
}

const compiled = new WeakMap<readonly string[], Ignore>();

/** Whether a file is named by patterns of .gitignore that are relative to `root`; outside of it none is. Absolute paths. */
export function matchesPatterns(patterns: readonly string[], root: string, file: string): boolean {
  if (patterns.length === 0 || !path.isAbsolute(file)) return false;
  const relative = wayDown(root, file)?.split(path.sep).join('/');
  if (relative === undefined) return false;
  let rules = compiled.get(patterns);
  if (!rules) compiled.set(patterns, (rules = ignore().add([...patterns])));
  return rules.ignores(relative);
}

/** Whether a list names a source, or that code of it, without regard to case. */
export function namesSource(sources: readonly string[], source: string, code: string): boolean {
  const name = source.toLowerCase();
  const full = `${name}(${code.toLowerCase()})`;
  return sources.some((one) => [name, full].includes(one.trim().toLowerCase()));
}
