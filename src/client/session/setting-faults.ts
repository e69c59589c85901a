// What stands wrongly in the settings, a sentence each with its remedy: by what package.json says that each takes.

import { env, l10n, workspace, type Extension } from 'vscode';
import { visibleLine } from '../../engine/visible-text';
import { typesOf, wrongValues, type ValueSchema, type WrongValue } from './wrong-values';

export interface SettingFault {
  /** `selfHeal.store.maxPairs` */
  readonly setting: string;
  /** `user`: for all of the person's workspaces, in the file of the machine where the setting is of one. */
  readonly where: 'user' | 'machine' | 'workspace' | 'folder';
  /** One sentence: where, and what it takes. What stands there is not said: it may be a secret. */
  readonly message: string;
}

/** All of them now, in the order of package.json. */
export function settingFaults(extension: Extension<unknown>): readonly SettingFault[] {
  const seen = new Set<string>();
  return Object.entries(settingsOf(extension)).flatMap(([setting, schema]) =>
    valuesOf(setting, schema).flatMap(([where, value]) =>
      wrongValues(setting, schema, value).flatMap((wrong) => {
        const message = sentenceOf(wrong);
        if (seen.has(message)) return [];
        seen.add(message);
        return [{ setting, where, message }];
      }),
    ),
  );
}

/** As a person has set it: for all, for the workspace, for each of its folders. */
function valuesOf(setting: string, { scope = 'window' }: Setting): readonly (readonly [where: SettingFault['where'], value: unknown])[] {
  const all = workspace.getConfiguration().inspect<unknown>(setting);
  // Nothing else is read from a folder.
  const folders = (scope === 'resource' ? (workspace.workspaceFolders ?? []) : []).map(
    (folder) => workspace.getConfiguration(undefined, folder).inspect<unknown>(setting)?.workspaceFolderValue,
  );
  const values: readonly (readonly [SettingFault['where'], unknown])[] = [
    [env.remoteName !== undefined && scope.startsWith('machine') ? 'machine' : 'user', all?.globalValue],
    ['workspace', all?.workspaceValue],
    ...folders.map((value) => ['folder', value] as const),
  ];
  return values.filter(([, value]) => value !== undefined);
}

function settingsOf({ packageJSON }: Extension<unknown>): Readonly<Record<string, Setting>> {
  const { contributes } = packageJSON as { readonly contributes: { readonly configuration: Section | readonly Section[] } };
  return Object.fromEntries([contributes.configuration].flat().flatMap(({ properties }) => Object.entries(properties)));
}

interface Setting extends ValueSchema {
  readonly scope?: string;
}

interface Section {
  readonly properties: Readonly<Record<string, Setting>>;
}

function sentenceOf({ at, takes }: WrongValue): string {
  const name = visibleLine(at).slice(0, 120);
  if ('names' in takes) return l10n.t('There is no “{0}”; known there: {1}.', name, takes.names.join(', '));
  return takes.patternErrorMessage === undefined
    ? l10n.t('“{0}” is not used; it takes {1}.', name, whatItTakes(takes))
    : l10n.t('“{0}” is not used. {1}', name, takes.patternErrorMessage);
}

function whatItTakes(schema: ValueSchema): string {
  const { enum: choices } = schema;
  if (choices) return l10n.t('one of {0}', choices.map((choice) => JSON.stringify(choice)).join(', '));
  const kinds = typesOf(schema).map((type) => kindOf(type, schema));
  return kinds.length === 2 ? l10n.t('{0} or {1}', kinds[0] ?? '', kinds[1] ?? '') : kinds.join(', ');
}

function kindOf(type: string, { minimum, maximum, exclusiveMinimum, required }: ValueSchema): string {
  const isWhole = type === 'integer';
  if (isWhole || type === 'number') {
    if (exclusiveMinimum !== undefined)
      return maximum === undefined
        ? l10n.t('a number above {0}', exclusiveMinimum)
        : l10n.t('a number above {0}, at most {1}', exclusiveMinimum, maximum);
    if (minimum !== undefined && maximum !== undefined)
      return isWhole ? l10n.t('a whole number from {0} to {1}', minimum, maximum) : l10n.t('a number from {0} to {1}', minimum, maximum);
    if (minimum !== undefined) return isWhole ? l10n.t('a whole number, {0} or more', minimum) : l10n.t('a number, {0} or more', minimum);
    return isWhole ? l10n.t('a whole number') : l10n.t('a number');
  }
  if (type === 'boolean') return l10n.t('true or false');
  if (type === 'array') return l10n.t('a list of texts, in square brackets');
  if (type === 'object')
    return required
      ? l10n.t('names and values in curly brackets, among them {0}', required.map((name) => JSON.stringify(name)).join(', '))
      : l10n.t('names and values in curly brackets');
  return l10n.t('a text, in quotes');
}
