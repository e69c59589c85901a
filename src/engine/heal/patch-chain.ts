// Several patches, each made for the texts that the ones before it left, as one change of the original texts.

import type { Candidate, FileEdit, Patch } from '../patch';
import { withinReview } from '../generate/confidence';
import { editsId } from '../syntax/edits';
import { PatchedText } from '../syntax/patched-text';

/** The text of a file that no step has changed; undefined where there is none. */
export type ReadText = (path: string) => Promise<string | undefined>;

/** Immutable: `with` gives a new one. */
export class PatchChain {
  private constructor(
    private readonly read: ReadText,
    private readonly texts: ReadonlyMap<string, PatchedText>,
    readonly steps: readonly Patch[],
  ) {}

  /** `read` gives the texts as they are before any step. */
  static from(read: ReadText): PatchChain {
    return new PatchChain(read, new Map(), []);
  }

  /** With one more step, which was made for the present texts. Files that can't be read are left out. */
  async with(patch: Patch): Promise<PatchChain> {
    const texts = new Map(this.texts);
    for (const file of patch.candidate.edits) {
      const known = texts.get(file.path) ?? (await this.original(file.path));
      if (known) texts.set(file.path, known.editedAt(file.edits));
    }
    return new PatchChain(this.read, texts, [...this.steps, patch]);
  }

  private async original(path: string): Promise<PatchedText | undefined> {
    const text = await this.read(path);
    return text === undefined ? undefined : PatchedText.of(text);
  }

  /** The present text of a file; undefined where it can't be read. */
  async text(path: string): Promise<string | undefined> {
    return this.changed(path) ?? (await this.read(path));
  }

  /** The present text of a file that a step has changed; undefined of others. */
  changed(path: string): string | undefined {
    return this.texts.get(path)?.text;
  }

  /** All texts that a step has changed, by path, as they are now. */
  get changedTexts(): ReadonlyMap<string, string> {
    return new Map([...this.texts].map(([path, { text }]) => [path, text]));
  }

  /** A file that a step has changed, with what was changed in it; undefined of others. */
  patched(path: string): PatchedText | undefined {
    return this.texts.get(path);
  }

  /** From the original texts to the present ones, minimal; a file that ends as it began is left out. */
  files(): readonly { readonly path: string; readonly before: string; readonly after: string; readonly edits: FileEdit['edits'] }[] {
    return [...this.texts]
      .map(([path, all]) => ({
        path,
        before: all.original,
        after: all.text,
        edits: all.textEdits(),
      }))
      .filter(({ edits }) => edits.length > 0);
  }

  /** The same as edits of documents; `versionOf` a path is null where it is not open. */
  edits(versionOf: (path: string) => number | null): FileEdit[] {
    return this.files().map(({ path, edits }) => ({ path, version: versionOf(path), edits }));
  }

  /** The same for the same texts, by whatever steps. */
  get key(): string {
    return JSON.stringify([...this.texts].map(([path, { text }]) => [path, text]).sort());
  }

  /**
   * All steps as one candidate for the original texts, called after the first; undefined where together they change nothing.
   * `explanation` says what the further ones do.
   */
  joined(versionOf: (path: string) => number | null, explanation: string, confidence: number): Candidate | undefined {
    const first = this.steps[0];
    const edits = this.edits(versionOf);
    if (!first || edits.length === 0) return undefined;
    const titles = this.steps.flatMap(({ candidate }) => candidate.steps ?? [candidate.title]);
    const title = titles.length === 1 ? first.candidate.title : `${titles[0] ?? ''}, and ${titles.length - 1} more`;
    const adds = [...new Set(this.steps.flatMap(({ candidate }) => candidate.adds ?? []))];
    const invents = this.steps.some(({ candidate }) => candidate.invents);
    return {
      ...first.candidate,
      id: editsId(edits),
      title,
      steps: titles,
      explanation,
      edits,
      confidence: withinReview(confidence, { adds }),
      ...(adds.length > 0 ? { adds } : {}),
      ...(invents ? { invents } : {}),
    };
  }
}
