// Types of docs.mjs, for the test that holds the page and the fixers together.
export interface DescribedFixer {
  readonly id: string;
  /** From the root, with slashes. */
  readonly file: string;
  readonly group: string;
  readonly languages: string;
  readonly mistake: string | undefined;
  readonly examples: readonly { readonly before: string; readonly after: string }[];
  readonly whenNot: string | undefined;
  readonly problems: readonly string[];
  /** The file beside it that holds its tests, where it is not its own. */
  readonly tests: string | undefined;
}
export const PAGE: string;
export function readFixers(): { readonly fixers: readonly DescribedFixer[]; readonly faults: readonly string[] };
export function page(described: { readonly fixers: readonly DescribedFixer[] }): string;
