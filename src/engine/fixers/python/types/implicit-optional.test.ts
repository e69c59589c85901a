import { describe } from 'vitest';
import { keepsStill, mends } from '../../../../../test/support/mended';

const NONE = 'reportArgumentType: Expression of type "None" cannot be assigned to parameter of type';

describe('None where the type does not say so', () => {
  mends([
    [
      'def hail(name: str, prefix: str = «None») -> str:\n    return name\n',
      `${NONE} "str"\n  "None" is not assignable to "str"`,
      'def hail(name: str, prefix: str | None = None) -> str:\n    return name\n',
    ],
    [
      'from typing import Dict, Optional\n\n\ndef f(a: Dict[str, int] = «None»):\n    return a\n',
      `${NONE} "Dict[str, int]"`,
      'from typing import Dict, Optional\n\n\ndef f(a: Optional[Dict[str, int]] = None):\n    return a\n',
    ],
    [
      'from typing import Optional as Opt\n\nclass A:\n    def f(self, «a: "Node" = None», b: Opt[int] = None):\n        return a\n',
      `assignment: Incompatible default for argument "a" (default has type "None", argument has type "Node")`,
      'from typing import Optional as Opt\n\nclass A:\n    def f(self, a: Opt["Node"] = None, b: Opt[int] = None):\n        return a\n',
    ],
    [
      'def f(a: int, *, deep: «bool» = None): ...\n',
      'RUF013: PEP 484 prohibits implicit `Optional`',
      'def f(a: int, *, deep: bool | None = None): ...\n',
    ],
    [
      'class Job:\n    owner: str = «None»\n',
      'reportAssignmentType: Type "None" is not assignable to declared type "str"',
      'class Job:\n    owner: str | None = None\n',
    ],
    [
      'import typing\n\ndef f(a: typing.Optional[int], b: «int» = None): ...\n',
      'RUF013: PEP 484 prohibits implicit `Optional`',
      'import typing\n\ndef f(a: typing.Optional[int], b: typing.Optional[int] = None): ...\n',
    ],
  ]);
  keepsStill([
    ['def f(a: int | None = «None»): ...\n', `${NONE} "int"`],
    ['total: int = «find()»\n', 'reportAssignmentType: Type "None" is not assignable to declared type "int"'],
  ]);
});
