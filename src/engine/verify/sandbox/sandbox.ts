// What every sandbox can do: run a program on patched texts so that nothing outside notices. One file a way to do it.

/** What a run may use before it is ended with all its children. */
export interface SandboxLimits {
  /** Wall time of the program itself, ms; what the sandbox needs to begin has its own limit. */
  readonly ms: number;
  /** Memory of all its processes together, bytes. */
  readonly memoryBytes: number;
  /** Processes alive at once. */
  readonly processes: number;
  /** stdout and stderr each; what comes beyond is dropped, the run goes on. */
  readonly outputBytes: number;
  /** What it may write to throw-away storage in all. */
  readonly diskBytes: number;
}

export const DEFAULT_LIMITS: SandboxLimits = {
  ms: 10_000,
  memoryBytes: 2 * 1024 ** 3,
  processes: 256,
  outputBytes: 1024 ** 2,
  diskBytes: 256 * 1024 ** 2,
};

export interface SandboxRequest {
  /** Program and arguments. `['/bin/sh', '-c', line]` for a line of the shell. */
  readonly argv: readonly string[];
  /** Absolute; the workspace folder or below it. */
  readonly cwd: string;
  /** The workspace folder. Where it is not on the disk, the folder holds `files` and nothing else. */
  readonly root: string;
  /** Texts laid over the originals by absolute path below `root`; a path that is not on the disk is a new file. */
  readonly files: ReadonlyMap<string, string>;
  /** Helper texts by bare file name; they lie read-only in the folder that the program finds in `SELF_HEAL_HELPERS`. */
  readonly helpers?: ReadonlyMap<string, string>;
  /** Laid over the cleaned environment. `‹helpers›` in a value stands for the folder of the helpers. */
  readonly env?: Readonly<Record<string, string>>;
  /** All that stdin holds before its end; nothing where absent. */
  readonly input?: string;
  readonly limits?: Partial<SandboxLimits>;
  /** Off where absent; the program has a loopback of its own, except under macOS, where there is none. */
  readonly network?: boolean;
  readonly signal: AbortSignal;
}

export type SandboxEnd =
  | 'exited'
  | 'timeout'
  | 'memory'
  | 'processes'
  | 'cancelled'
  /** The sandbox or the program could not be started, or not be kept shut in; `why` tells. Says nothing of the patch. */
  | 'not-started';

export interface SandboxRun {
  readonly ended: SandboxEnd;
  /** As a shell would say it (128 + signal); null unless `ended` is 'exited'. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What the helpers wrote to the file descriptor that they find in `SELF_HEAL_REPORT`; capped as the output is. */
  readonly report: string;
  /** The program wanted to write where it may not (a read-only folder): its failure says nothing of the patch. */
  readonly wantedToWrite?: boolean;
  readonly why?: string;
  /** Names of variables that were kept from the program because nobody knows what they hold: it may have failed for lack of one. */
  readonly withheld?: readonly string[];
  /** Wall time of the whole. */
  readonly ms: number;
  /** Of that, what the sandbox itself cost before the program began; 0 where it never began. */
  readonly ownMs: number;
}

export interface Sandbox {
  readonly kind: 'bubblewrap' | 'seatbelt' | 'copy';
  /** In a person's words, for the card and `doctor`: `bubblewrap 0.8: read-only files, no network`. */
  readonly name: string;
  /** Proved at the start to keep a program from files and network. Without it nothing is run unless the user says yes. */
  readonly holds: boolean;
  run(request: SandboxRequest): Promise<SandboxRun>;
}

/** The best sandbox here, and what kept better ones away. */
export interface FoundSandbox {
  readonly sandbox: Sandbox;
  readonly notes: readonly string[];
  /** A program that would make a better one, where it is not installed. */
  readonly notInstalled?: 'bubblewrap';
}
