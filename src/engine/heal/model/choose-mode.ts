// Which mode a heal with a model takes where a person leaves the choice to what came of each here.

import { armsOf, chooseArm } from '../../learn/arms';
import { MODEL_MODES, type ModelMode } from './modes';
import { recordsOf, type KeptHeals } from './run-record';

/** @param random numbers from 0 to 1. Never throws. */
export function chooseMode(stores: readonly KeptHeals[], random?: () => number): ModelMode {
  const chosen = chooseArm(armsOf(recordsOf(stores), MODEL_MODES), random);
  return MODEL_MODES.find((mode) => mode === chosen) ?? 'single';
}
