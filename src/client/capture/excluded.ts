// Terminals and commands that a person does not want to be read.

import { workspace } from 'vscode';
import { SECTION, strings } from '../session/settings';
import { fitsAny } from './pattern';

/** Nothing of it is read. */
export const isExcludedTerminal = (name: string): boolean => fitsAny(excluded('terminals'), name);

/** As it was typed. */
export const isExcludedCommand = (line: string): boolean => fitsAny(excluded('commands'), line);

const excluded = (what: 'terminals' | 'commands'): string[] => strings(workspace.getConfiguration(SECTION).get<unknown>(`exclude.${what}`));
