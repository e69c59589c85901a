// Parsed JSON of somebody else.

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A time as ISO 8601 UTC; times without a zone, as Saplings writes them, are taken for UTC. undefined where it is none. */
export function isoTime(value: string | undefined): string | undefined {
  if (value === undefined || !isDay(value)) return undefined;
  const time = new Date(/^\d{4}-\d\d-\d\d[T ][\d:.]+$/.test(value) ? `${value.replace(' ', 'T')}Z` : value);
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9999 || time.getUTCFullYear() < 1 ? undefined : time.toISOString();
}

/** The 31st of February would be read as a day of March. */
function isDay(value: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(value) ?? [];
  return year === undefined || Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
}
