import { heals } from '../../../../../test/unit/fixer-cases';

const swap = (before: string, from: string, to: string, code?: number): [string, string, { code?: number }] => [
  before,
  before.replace(from, to),
  code === undefined ? {} : { code },
];

heals(
  'typescript/misspelt-constructor',
  [
    swap(
      'export class Box {\n  constuctor(private size: number) {}\n  get() {\n    return this.size;\n  }\n}\n',
      'constuctor',
      'constructor',
      2369,
    ),
    swap(
      'export class Box {\n  size: number;\n  contructor(size: number) {\n    this.size = size;\n  }\n}\n',
      'contructor',
      'constructor',
      2564,
    ),
    swap('class Box {\n  constructer(size: number) {\n    console.log(size);\n  }\n}\nnew Box(3);\n', 'constructer', 'constructor', 2554),
  ],
  [['class Box {\n  constructor() {}\n  construct(size: number) {\n    console.log(size);\n  }\n}\nnew Box(3);\n']],
);
