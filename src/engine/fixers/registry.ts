// Every fixer, and what tells how likely any of them is right. Order does not matter: candidates are ranked by confidence and evidence.

import { isScript } from '../language';
import type { ContextFeatures, Fixer, ProblemRewrite } from './fixer';
import { pythonFixers, pythonRewrites } from './python/registry';
import { pythonContext } from './python/shared/context-features';
import { scriptContext } from './typescript/context-features';
import { typescriptFixers, typescriptRewrites } from './typescript/registry';

export const fixers: readonly Fixer[] = [...pythonFixers, ...typescriptFixers];

/** What is rewritten before dispatch. */
export const rewrites: readonly ProblemRewrite[] = [...pythonRewrites, ...typescriptRewrites];

export const contextFeatures: ContextFeatures = (context) =>
  isScript(context.problem.language) ? scriptContext(context) : pythonContext(context);
