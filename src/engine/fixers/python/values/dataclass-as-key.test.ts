import { heals } from '../../../../../test/support/fixer-cases';

const A = 'class Spot:\n    x: int\n\n';
const ERROR = "TypeError: unhashable type: 'Spot'";
heals(
  'python/dataclass-as-key',
  [
    [
      `from dataclasses import dataclass\n\n@dataclass\n${A}«seen = {Spot(1): 2}»\n`,
      ERROR,
      `from dataclasses import dataclass\n\n@dataclass(frozen=True)\n${A}seen = {Spot(1): 2}\n`,
    ],
    [
      `import dataclasses\n\n@dataclasses.dataclass(order=True)\n${A}«print(set([Spot(1)]))»\n`,
      ERROR,
      `import dataclasses\n\n@dataclasses.dataclass(order=True, frozen=True)\n${A}print(set([Spot(1)]))\n`,
    ],
  ],
  [[`from dataclasses import dataclass\n\n@dataclass\n${A}s = Spot(1)\ns.x = 2\n«print({s})»\n`, ERROR]],
);
