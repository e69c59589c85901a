// The function that a node is in.

import type * as tsModule from 'typescript';
import type { TypedPlace } from '../framework/typed-place';

export function functionAround(ts: TypedPlace['ts'], node: tsModule.Node): tsModule.SignatureDeclaration | undefined {
  const found = ts.findAncestor(node, (up) => ts.isFunctionLike(up) && up !== node);
  return found && ts.isFunctionLike(found) ? found : undefined;
}
