// A parameter without a type: `unknown` where that is enough for what is done with it, else what it is used as.

import { at, type Idea } from '../../framework/checked-proposals';
import type { TypedPlace } from '../../framework/typed-place';

export function annotatedParameter(place: TypedPlace): Idea[] {
  const { ts, file, node } = place;
  const own = ts.findAncestor(node, ts.isParameter);
  if (!own || own.type || !ts.isIdentifier(own.name)) return [];
  // `x => …` and `async x => …` have no parentheses to write a type in.
  const bare = ts.isArrowFunction(own.parent) && /^(?:async\s+)?$/.test(file.text.slice(own.parent.getStart(file), own.getStart(file)));
  const name = own.name.text;
  const edits = (type: string): Idea['edits'] =>
    bare ? [at(own.getStart(file), '('), at(own.getEnd(), `: ${type})`)] : [at(own.name.getEnd(), `: ${type}`)];
  return ['unknown', 'string', 'number'].map((type) => ({
    variant: `parameter-${type}`,
    title: `Declare '${name}' as '${type}'`,
    explanation: `Nothing says what '${name}' is; '${type}' is enough for what is done with it.`,
    edits: edits(type),
  }));
}
