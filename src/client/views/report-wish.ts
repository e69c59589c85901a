// What the report page may ask the extension for. It is text like any other: what is not sent right is left alone.

/** Of what a page hands over to be saved, in UTF-16 units: a picture of a wide screen has a tenth. */
const MAX_SAVED = 20_000_000;
const MAX_NAME = 100;
/** What the data of a picture begins with. */
export const PNG_URL = 'data:image/png;base64,';

/** A button that was pressed on the page. */
export type Wish =
  { readonly kind: 'refresh' } | { readonly kind: 'page' } | { readonly kind: 'csv' | 'png'; readonly name: string; readonly data: string };

export function wishOf(message: unknown): Wish | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  const { kind } = message;
  if (kind === 'refresh') return { kind };
  if (kind === 'page') return { kind };
  if ((kind !== 'csv' && kind !== 'png') || !('name' in message) || !('data' in message)) return undefined;
  const { name, data } = message;
  if (typeof name !== 'string' || typeof data !== 'string' || data.length > MAX_SAVED) return undefined;
  return kind === 'png' && !data.startsWith(PNG_URL) ? undefined : { kind, name: name.slice(0, MAX_NAME), data };
}
