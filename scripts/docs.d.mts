export interface DescribedFixer {
  readonly id: string;
  readonly family: string;
  readonly languages: readonly string[];
  readonly file: string;
  readonly mistake: string | undefined;
  readonly examples: readonly { readonly before: string; readonly after: string }[];
  readonly whenNot: string | undefined;
  readonly record: readonly { readonly variant: string; readonly right: number; readonly of: number }[];
}
export interface DescribedFixers {
  readonly fixers: readonly DescribedFixer[];
  readonly faults: readonly string[];
}
export const PAGE: string;
export function readFixers(): Promise<DescribedFixers>;
export function page(described: DescribedFixers): string;
