/** A number with its noun: `1 fix`, `3 fixes`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** What waits for a person, the same words wherever it stands: `2 fixes, 1 failure`; empty where nothing does. */
export function waiting({ fixes, failures }: { readonly fixes: number; readonly failures: number }): string {
  return [fixes > 0 ? count(fixes, 'fix', 'fixes') : '', failures > 0 ? count(failures, 'failure') : ''].filter(Boolean).join(', ');
}
