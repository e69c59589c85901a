// What stands in a setting, typed by hand: VS Code hands on a value of any type. One that is none is taken as not set, so that no word in settings.json stops the extension.

/** Where a setting is read from: VS Code's configuration. */
export interface SettingsReader {
  get(name: string): unknown;
}

export function flagIn(from: SettingsReader, name: string, otherwise: boolean): boolean {
  const value = from.get(name);
  return typeof value === 'boolean' ? value : otherwise;
}

/** Without blanks around it; empty where nothing is set. */
export function textIn(from: SettingsReader, name: string): string {
  const value = from.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** A whole number above zero; less and fractions are rounded to one. */
export function countIn(from: SettingsReader, name: string, otherwise: number): number {
  const value = from.get(name);
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(1, Math.floor(value)) : otherwise;
}
