// Every method and property of the public classes has two names: the one of JavaScript (`generatePatch`) and the one of the documents (`generate_patch`).
// One rule for all of them, so that nobody has to look up which is which.

/** `patchedCode` → `patched_code`. */
export type DocumentName<S extends string> = S extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${DocumentName<Rest>}`
    : `_${Lowercase<First>}${DocumentName<Rest>}`
  : S;

/** The same under the documents' names too. */
export type BothNames<T> = T & { [K in keyof T as K extends string ? DocumentName<K> : never]: T[K] };

/** A class whose instances have both names, and whose static methods have them too. */
export type BothNamed<C extends abstract new (...args: never[]) => object> = Omit<BothNames<C>, 'prototype'> &
  (new (...args: ConstructorParameters<C>) => BothNames<InstanceType<C>>);

/** Options by either name. */
export type EitherName<T> = { readonly [K in keyof T]?: T[K] | undefined } & {
  readonly [K in keyof T as K extends string ? DocumentName<K> : never]?: T[K] | undefined;
};

export const documentName = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Gives a class the documents' names: of its methods and accessors, and of the properties that its constructor sets. */
export function withDocumentNames<C extends new (...args: never[]) => object>(
  named: C,
  properties: readonly (keyof InstanceType<C> & string)[] = [],
): BothNamed<C> {
  const prototype = named.prototype as object;
  alias(prototype, [...Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor'), ...properties]);
  alias(
    named,
    Object.getOwnPropertyNames(named).filter((name) => !['length', 'name', 'prototype'].includes(name)),
  );
  return named as unknown as BothNamed<C>;
}

function alias(target: object, names: readonly string[]): void {
  for (const name of names) {
    const other = documentName(name);
    if (other === name || Object.hasOwn(target, other)) continue;
    const own = Object.getOwnPropertyDescriptor(target, name);
    if (own && 'value' in own) Object.defineProperty(target, other, own);
    else
      Object.defineProperty(target, other, {
        configurable: true,
        get(this: Record<string, unknown>) {
          return this[name];
        },
        set(this: Record<string, unknown>, value: unknown) {
          this[name] = value;
        },
      });
  }
}

/** Options whose names are all JavaScript's; where both names are given JavaScript's counts. Unknown ones are refused: a slip would go unnoticed. */
export function readOptions<T extends object>(given: EitherName<T>, known: readonly (keyof T & string)[], of: string): Partial<T> {
  const read: Record<string, unknown> = {};
  const byName = new Map<string, string>(known.flatMap((name) => [[documentName(name), name] as const, [name, name] as const]));
  const entries = Object.entries(given);
  // JavaScript's names last, for they win.
  for (const [name, value] of [...entries].sort(([a], [b]) => Number(!a.includes('_')) - Number(!b.includes('_')))) {
    const meant = byName.get(name);
    if (meant === undefined) throw new TypeError(`${of} has no option '${name}'; it has ${known.join(', ')}.`);
    if (value !== undefined) read[meant] = value;
  }
  return read as Partial<T>;
}
