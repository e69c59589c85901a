// Every recipe, one line each.

import { accelerateRecipe } from './accelerate';
import { axolotlRecipe } from './axolotl';
import { llamaFactoryRecipe } from './llama-factory';
import { onRay } from './on-ray';
import type { Recipe } from './recipe';

export const recipes: readonly Recipe[] = [onRay, accelerateRecipe, axolotlRecipe, llamaFactoryRecipe];
