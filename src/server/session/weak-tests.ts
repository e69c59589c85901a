// Where the tests were found weak in this session: fixes in there are trusted less, until they are checked again.

import { definitionsIn, functionAt, languageOf, type Definition, type Patch, type TestsWeak } from '../../engine';
import type { Documents } from './documents';

/** Functions that are remembered. */
const MAX_KEPT = 500;

/** What was checked: a function by its name, or the whole file. */
export type Checked = Pick<Definition, 'name' | 'owner'> | undefined;

export class WeakTests {
  /** By path, then by function; the whole file by the empty name. */
  private readonly found = new Map<string, Map<string, TestsWeak>>();

  constructor(private readonly documents: Pick<Documents, 'textOf'>) {}

  /** What a check found; undefined: the tests are strong enough there. */
  set(path: string, checked: Checked, weak: TestsWeak | undefined): void {
    const ofFile = this.found.get(path) ?? new Map<string, TestsWeak>();
    // A check of the whole file is the last word on all of it.
    if (!checked) ofFile.clear();
    if (weak && ofFile.size < MAX_KEPT) ofFile.set(nameOf(checked), weak);
    else ofFile.delete(nameOf(checked));
    if (ofFile.size > 0) this.found.set(path, ofFile);
    else this.found.delete(path);
  }

  /** The patches as they are, those of problems where tests are weak with that said. */
  async marks(patches: readonly Patch[]): Promise<(patch: Patch) => Patch> {
    const marked = new Map<Patch, Patch>();
    for (const [path, own] of Map.groupBy(patches, ({ problem }) => problem.location.path)) {
      const ofFile = this.found.get(path);
      const language = languageOf(path);
      const text = ofFile && language && this.documents.textOf(path);
      if (!ofFile || !language || text === undefined) continue;
      const definitions = await definitionsIn(text, language);
      for (const patch of own) {
        const weak = weakAt(ofFile, definitions, patch.problem.location.range.start.line);
        if (weak) marked.set(patch, { ...patch, testsWeak: weak });
      }
    }
    return (patch) => marked.get(patch) ?? patch;
  }
}

/** The innermost function that was checked speaks, then the file. */
function weakAt(ofFile: ReadonlyMap<string, TestsWeak>, definitions: readonly Definition[], line: number): TestsWeak | undefined {
  let around = definitions;
  for (;;) {
    const definition = functionAt(around, line);
    const weak = ofFile.get(nameOf(definition));
    if (weak || !definition) return weak;
    around = around.filter((one) => one !== definition);
  }
}

const nameOf = (checked: Checked): string => (checked ? `${checked.owner ?? ''}.${checked.name}` : '');
