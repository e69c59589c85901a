// Every rule of the security scan, by language.

import type { SecurityRule } from './finding';
import { pythonCodeInjection } from './python/code-injection';
import { insecureTempFile } from './python/insecure-temp-file';
import { pythonNoCertificateCheck } from './python/no-certificate-check';
import { pythonPredictableToken } from './python/predictable-token';
import type { PythonProgram } from './python/program';
import { pythonShellInjection } from './python/shell-injection';
import { pythonSqlInjection } from './python/sql-injection';
import { unsafeDeserialization } from './python/unsafe-deserialization';
import { unsafeYaml } from './python/unsafe-yaml';
import { pythonWeakPasswordHash } from './python/weak-password-hash';
import { scriptCodeInjection } from './script/code-injection';
import { scriptNoCertificateCheck } from './script/no-certificate-check';
import { scriptPredictableToken } from './script/predictable-token';
import type { ScriptProgram } from './script/program';
import { scriptShellInjection } from './script/shell-injection';
import { scriptSqlInjection } from './script/sql-injection';
import { scriptWeakPasswordHash } from './script/weak-password-hash';

export const PYTHON_RULES: readonly SecurityRule<PythonProgram>[] = [
  pythonSqlInjection,
  pythonShellInjection,
  unsafeYaml,
  unsafeDeserialization,
  pythonCodeInjection,
  pythonWeakPasswordHash,
  insecureTempFile,
  pythonNoCertificateCheck,
  pythonPredictableToken,
];

export const SCRIPT_RULES: readonly SecurityRule<ScriptProgram>[] = [
  scriptSqlInjection,
  scriptShellInjection,
  scriptCodeInjection,
  scriptWeakPasswordHash,
  scriptNoCertificateCheck,
  scriptPredictableToken,
];
