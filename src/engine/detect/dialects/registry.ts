// Every dialect, one line each. All of them read every line; each takes what it recognises.

import type { Dialect } from './dialect';
import { javascript } from './javascript';
import { pytest } from './pytest';
import { python } from './python';
import { rich } from './rich';

export const dialects: readonly Dialect[] = [python, pytest, rich, javascript];
