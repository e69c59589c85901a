// The difference of two lists as bags: order does not count, how often something is there does.

/** What `of` holds more often than `over`, by `keyOf`; of several with one key the last ones. */
export function surplus<T>(of: readonly T[], over: readonly T[], keyOf: (one: T) => string): T[] {
  const left = new Map<string, number>();
  for (const one of over) left.set(keyOf(one), (left.get(keyOf(one)) ?? 0) + 1);
  return of.filter((one) => {
    const times = left.get(keyOf(one)) ?? 0;
    if (times > 0) left.set(keyOf(one), times - 1);
    return times === 0;
  });
}
