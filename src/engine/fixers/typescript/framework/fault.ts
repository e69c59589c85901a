// A bug in what the worker answers: plain data on its way, an exception again at the engine's side, where the caller goes on without it.

interface Fault {
  readonly fault: string;
}

/** The worker's side. */
export function orFault<T>(answer: () => T): T | Fault {
  try {
    return answer();
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ') : String(error) };
  }
}

/** The engine's side. undefined where the worker could not answer in time. */
export function orThrow<T extends object>(answer: unknown): T | undefined {
  const told = answer as T | Fault | undefined;
  if (told && 'fault' in told) throw new Error(told.fault);
  return told;
}
