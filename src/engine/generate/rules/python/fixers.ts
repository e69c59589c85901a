// The Python fixers for names, imports, attributes, calls and values: one line each.

import type { Fixer } from '../../fixer';
import { keywordArgument } from './keyword-argument';
import { missingAttribute } from './missing-attribute';
import { missingExport } from './missing-export';
import { missingModule } from './missing-module';
import { undefinedName } from './undefined-name';

export const nameFixers: readonly Fixer[] = [
  undefinedName,
  missingModule,
  missingExport,
  missingAttribute,
  keywordArgument,
];
