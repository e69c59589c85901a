import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/member-of-some',
  [
    [
      'interface Circle { radius: number }\ninterface Square { side: string }\nexport function f(one: Circle | Square): number {\n  if (one.radius) {\n    return one.radius;\n  }\n  return one.side.length;\n}\n',
      "interface Circle { radius: number }\ninterface Square { side: string }\nexport function f(one: Circle | Square): number {\n  if ('radius' in one) {\n    return one.radius;\n  }\n  return one.side.length;\n}\n",
    ],
    [
      'interface Circle { radius: number }\ninterface Square { side: string }\nexport const f = (one: Circle | Square): string => (one.side ? one.side : String(one.radius));\n',
      "interface Circle { radius: number }\ninterface Square { side: string }\nexport const f = (one: Circle | Square): string => ('side' in one ? one.side : String(one.radius));\n",
    ],
    [
      'interface Circle { radius: number }\ninterface Square { side: string }\nexport function f(one: Circle | Square): number {\n  if (!one.radius) return 0;\n  return one.radius;\n}\n',
      "interface Circle { radius: number }\ninterface Square { side: string }\nexport function f(one: Circle | Square): number {\n  if (!('radius' in one)) return 0;\n  return one.radius;\n}\n",
    ],
    [
      'interface Circle { radius: number }\ninterface Square { side: string }\nexport const f = (one: Circle | Square): boolean => one.side !== undefined && one.side.length > 1;\n',
      "interface Circle { radius: number }\ninterface Square { side: string }\nexport const f = (one: Circle | Square): boolean => 'side' in one && one.side.length > 1;\n",
    ],
  ],
  [
    [
      'interface Circle { radius: number }\ninterface Square { side: string }\nexport const f = (one: Circle | Square) => one.side.length > 2;\n',
    ],
    [
      'interface Circle { radius: number }\ninterface Square { side: string }\nexport function f(one: Circle | string): number {\n  if (one.radius) return one.radius;\n  return 0;\n}\n',
    ],
    [
      'interface Circle { radius: number }\ninterface Square { side: string }\nexport function f(one: Circle | Square): number {\n  if (one.size) return 1;\n  return 0;\n}\n',
    ],
  ],
);
