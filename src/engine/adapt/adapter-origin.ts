// How a fix says that an adapter made it: its candidate's origin is the model's, with an id of this form, and so is that of the pair it becomes.

const PREFIX = 'adapter/';

/** The id of the origin of what this adapter makes. */
export const adapterOriginId = (adapterId: string): string => `${PREFIX}${adapterId}`;

/** The id of the adapter that made it; undefined where none did. */
export function adapterOfOrigin({ kind, id }: { readonly kind: string; readonly id: string }): string | undefined {
  return kind === 'model' && id.startsWith(PREFIX) ? id.slice(PREFIX.length) : undefined;
}
