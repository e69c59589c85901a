// Whoever reads what this process prints may go away before its end (`| head`). That is no failure of ours.

type Gone = (stream: NodeJS.WriteStream) => void;

const takers = new Set<Gone>();

/** From now on `gone` says what happens then, and this process does not end by it. May be called for each write. @returns takes it back. */
export function onReaderGone(gone: Gone): () => void {
  takers.add(gone);
  return () => void takers.delete(gone);
}

/** To be called once, before anything is printed. What is said about the work (standard error) may go unheard; who asked for a result and is gone gets none. */
export function expectReadersToGo(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      for (const gone of [...takers]) gone(stream);
      if (takers.size === 0 && stream === process.stdout) process.exit(error.code === 'EPIPE' ? 0 : 3);
    });
}
