// What the page keeps while it is hidden and over a restart, and its way to the extension.

interface Host {
  postMessage(message: Readonly<Record<string, unknown>>): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): Host;

interface State {
  /** URI of the folder that is reported on. */
  readonly folder?: string;
  /** So many are drawn. */
  readonly weeks?: number;
  /** Charts whose numbers are open. */
  readonly open?: readonly string[];
  /** Series that are not drawn, by chart. */
  readonly hidden?: Readonly<Record<string, readonly number[]>>;
  /** How far down the page is, in pixels. */
  readonly scroll?: number;
}

export const host = acquireVsCodeApi();

export function kept(): State {
  const state = host.getState();
  // Written by `keep` alone.
  return typeof state === 'object' && state !== null ? state : {};
}

export const keep = (change: State): void => host.setState({ ...kept(), ...change });
