// The rules of a workspace as files: `.self-heal/rules/*.yml`, one rule each, read with caps and no links followed.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { readFileText } from '../../files/read-file';
import { replaceFile, writeFailure } from '../../files/write-file';
import { failure, success, type Failure, type Result } from '../../result';
import { letGitShare } from '../shared-folder';
import { checkRule } from './check-rule';
import type { LearnedRule } from './rule';
import { readRule, switchRule, writeRule } from './rule-file';

/** From the workspace folder. */
export const RULE_FOLDER = path.join('.self-heal', 'rules');
const MAX_RULES = 500;
const MAX_BYTES = 256 * 1024;

export interface RuleOnDisk {
  readonly file: string;
  readonly rule: LearnedRule;
}

export interface RulesOnDisk {
  readonly rules: readonly RuleOnDisk[];
  /** Files that hold no rule, each with why as a whole sentence. */
  readonly faults: readonly { readonly file: string; readonly message: string }[];
}

/** All rules of the folder, by file name. A folder that is not there has none. Never rejects. */
export async function readRuleFolder(workspace: string): Promise<RulesOnDisk> {
  const folder = path.join(workspace, RULE_FOLDER);
  const rules: RuleOnDisk[] = [];
  const faults: { file: string; message: string }[] = [];
  let names: string[] = [];
  try {
    if (!isPlainFolder(path.dirname(folder)) || !isPlainFolder(folder)) return { rules, faults };
    names = fs
      .readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    return {
      rules,
      faults: [{ file: RULE_FOLDER, message: `The rules can’t be read: ${error instanceof Error ? error.message : String(error)}.` }],
    };
  }
  if (names.length > MAX_RULES)
    faults.push({ file: RULE_FOLDER, message: `There are ${names.length} rule files; the first ${MAX_RULES} are used.` });
  for (const name of names.slice(0, MAX_RULES)) {
    const file = path.join(folder, name);
    const text = readFileText(file, MAX_BYTES);
    const read = text === undefined ? failure('invalid', `It can’t be read, or is larger than ${MAX_BYTES / 1024} KB.`) : readRule(text);
    const checked = read.ok ? await checkRule(read.value) : read;
    if (checked.ok) rules.push({ file, rule: checked.value });
    else faults.push({ file, message: checked.message });
  }
  return { rules, faults };
}

/** Writes a rule, over a file of the same rule. @returns the file. */
export async function writeRuleFile(workspace: string, rule: LearnedRule): Promise<Result<string, 'failed'>> {
  const folder = path.join(workspace, RULE_FOLDER);
  try {
    fs.mkdirSync(folder, { recursive: true });
    if (!isPlainFolder(path.dirname(folder)) || !isPlainFolder(folder))
      return failure('failed', `The folder ${RULE_FOLDER} is a link; rules are not written through it.`);
    letGitShare(path.dirname(folder));
    const file = path.join(folder, `${rule.id}.yml`);
    const found = fs.lstatSync(file, { throwIfNoEntry: false });
    if (found && !found.isFile()) return failure('failed', `${file} is no regular file.`);
    const done = await replaceFile(file, async (out) => {
      await out.writeFile(writeRule(rule));
      return true;
    });
    return done.ok ? success(file) : failure('failed', `The rule can’t be written: ${done.message}.`);
  } catch (error) {
    return failure('failed', `The rule can’t be written: ${writeFailure(error).message}.`);
  }
}

/** Switches the rule of a file off, or on again. `file`: one that `readRuleFolder` has named. Never rejects. */
export async function switchRuleFile(workspace: string, file: string, off: boolean): Promise<Result<string, 'failed' | 'invalid'>> {
  const fault = faultOf(workspace, file);
  if (fault) return fault;
  const text = readFileText(file, MAX_BYTES);
  const switched = text === undefined ? failure('failed', 'The rule file can’t be read.') : switchRule(text, off);
  if (!switched.ok) return switched;
  const done = await replaceFile(file, async (out) => {
    await out.writeFile(switched.value);
    return true;
  });
  return done.ok ? success(file) : failure('failed', `The rule can’t be written: ${done.message}.`);
}

/** `file`: one that `readRuleFolder` has named. Never throws. */
export function deleteRuleFile(workspace: string, file: string): Result<string, 'failed'> {
  const fault = faultOf(workspace, file);
  if (fault) return fault;
  try {
    fs.unlinkSync(file);
    return success(file);
  } catch (error) {
    return failure('failed', `The rule can’t be deleted: ${writeFailure(error).message}.`);
  }
}

function faultOf(workspace: string, file: string): Failure<'failed'> | undefined {
  const folder = path.join(workspace, RULE_FOLDER);
  try {
    if (path.dirname(file) !== folder || !isPlainFolder(path.dirname(folder)) || !isPlainFolder(folder))
      return failure('failed', `The folder ${RULE_FOLDER} is a link; rules are not written through it.`);
    if (fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() !== true)
      return failure('failed', `${path.basename(file)} is no regular file, or no longer there.`);
    return undefined;
  } catch (error) {
    return failure('failed', `The rule can’t be reached: ${writeFailure(error).message}.`);
  }
}

/** No link: a workspace could bring one, to have files elsewhere read or written. */
const isPlainFolder = (folder: string): boolean => fs.lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
