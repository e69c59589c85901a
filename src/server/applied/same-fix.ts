import type { Patch } from '../../engine';

/** The same for the same fix of the same mistake in a document, wherever its line has moved. */
export function keyOfFix(uri: string, { problem, candidate }: Patch): string {
  return JSON.stringify([uri, candidate.origin.id, problem.signature.shape, problem.signature.holes, candidate.title]);
}
