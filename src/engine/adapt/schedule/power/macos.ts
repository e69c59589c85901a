// macOS: `pmset -g batt` says first what the machine draws from (its manual: pmset(1)).

export const MACOS_COMMAND: readonly [string, ...string[]] = ['/usr/bin/pmset', '-g', 'batt'];

/** Pure. undefined where it can't be told. */
export function macosOnMains(printed: string): boolean | undefined {
  const source = /^Now drawing from '([^']+)'/m.exec(printed)?.[1];
  if (source === 'AC Power') return true;
  return source === 'Battery Power' || source === 'UPS Power' ? false : undefined;
}
