// Ctrl+C as a signal, for as long as a verb works.

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function interruption(): { readonly signal: AbortSignal; readonly dispose: () => void } {
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  for (const name of SIGNALS) process.on(name, onInterrupt);
  return {
    signal: stop.signal,
    dispose: () => {
      for (const name of SIGNALS) process.off(name, onInterrupt);
    },
  };
}
