/** @param otherwise gives the result, or throws, where the work is not done after so many milliseconds. */
export async function withTimeLimit<T, U>(work: Promise<T>, ms: number, otherwise: () => U): Promise<T | U> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  try {
    return await Promise.race([work, limit.then(otherwise)]);
  } finally {
    clearTimeout(timer);
  }
}
