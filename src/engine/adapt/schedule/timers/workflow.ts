// A workflow for GitHub Actions, on a runner of one's own: it has the model and the GPU, and keeps pairs and adapters from run to run.

import { success, type Result } from '../../../result';
import { plainCron, written } from './plain-cron';

export interface TimedWorkflow {
  readonly expression: string;
  /** What stands behind `self-heal`. */
  readonly args: readonly string[];
}

export function workflow({ expression, args }: TimedWorkflow): Result<string, 'invalid'> {
  const plain = plainCron(expression);
  if (!plain.ok) return plain;
  return success(`# Trains an adapter from the fixes that the team shares: set selfHeal.team.sharePairs and commit .self-heal/pairs.jsonl.
# The runner is your own, with a GPU, with uv or Python, and with self-heal on its path. Its working folder is not cleaned, so that it knows
# tomorrow which fixes were learned today. GitHub reads the time as UTC, and may be late at the full hour.
name: Train the Self-Heal adapter

on:
  schedule:
    - cron: ${yamlString(written(plain.value))}
  workflow_dispatch:

permissions:
  contents: read

concurrency:
  group: self-heal-training
  cancel-in-progress: false

jobs:
  train:
    runs-on: self-hosted
    timeout-minutes: 360
    steps:
      - uses: actions/checkout@v4
        with:
          clean: false
          persist-credentials: false
      - name: Take in the fixes of the team
        run: self-heal pairs import .self-heal/pairs.jsonl
      - name: Train, where enough of them are new
        run: ${yamlString(['self-heal', ...args].map(quoted).join(' '))}
      - uses: actions/upload-artifact@v4
        with:
          name: self-heal-adapters
          path: .self-heal/adapters/*/
          if-no-files-found: ignore
          include-hidden-files: true
`);
}

/** In single quotes nothing is special but the quote. */
const yamlString = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** For a POSIX shell, and so that nothing is an expression of GitHub's. */
const quoted = (word: string): string => {
  const plain = word.replaceAll('\${{', '$ {{');
  return /^[\w@+=:,./-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", `'\\''`)}'`;
};
