// How the report's numbers are written.

/** `820 ms`, `1.4 s`, `2 min`; `–` where there is none. */
export function duration(ms: number | undefined): string {
  if (ms === undefined) return '–';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;
}

export const plural = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** `72 %`; `–` of nothing. */
export const share = (part: number, of: number): string => (of > 0 ? `${Math.round((100 * part) / of)} %` : '–');

/** What became of pairs, in words. */
export const VERDICTS: Readonly<Record<string, string>> = {
  accepted: 'taken',
  survived: 'taken and still there',
  edited: 'taken and changed by you',
  rejected: 'refused',
  reverted: 'taken back',
};

export const OUTCOMES: Readonly<Record<string, string>> = {
  healed: 'healed',
  offered: 'offered, not taken',
  nothing: 'no fix known',
  failed: 'did not hold',
  regressed: 'broke what worked before',
  reverted: 'taken back',
  cancelled: 'cancelled',
};
