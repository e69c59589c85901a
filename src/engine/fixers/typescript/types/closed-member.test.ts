import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/closed-member',
  [
    [
      "class Cart {\n  private items: string[] = [];\n  protected note = '';\n  private total = 0;\n  getItems(): readonly string[] {\n    return [...this.items];\n  }\n  get remark(): string {\n    return this.note;\n  }\n  getTotal(): number {\n    return this.total;\n  }\n}\nconst cart = new Cart();\nconsole.log(cart.items.length);\n",
      "class Cart {\n  private items: string[] = [];\n  protected note = '';\n  private total = 0;\n  getItems(): readonly string[] {\n    return [...this.items];\n  }\n  get remark(): string {\n    return this.note;\n  }\n  getTotal(): number {\n    return this.total;\n  }\n}\nconst cart = new Cart();\nconsole.log(cart.getItems().length);\n",
    ],
    [
      "class Cart {\n  private items: string[] = [];\n  protected note = '';\n  private total = 0;\n  getItems(): readonly string[] {\n    return [...this.items];\n  }\n  get remark(): string {\n    return this.note;\n  }\n  getTotal(): number {\n    return this.total;\n  }\n}\nconst cart = new Cart();\nconsole.log(cart.note.trim());\n",
      "class Cart {\n  private items: string[] = [];\n  protected note = '';\n  private total = 0;\n  getItems(): readonly string[] {\n    return [...this.items];\n  }\n  get remark(): string {\n    return this.note;\n  }\n  getTotal(): number {\n    return this.total;\n  }\n}\nconst cart = new Cart();\nconsole.log(cart.remark.trim());\n",
    ],
    [
      "class Id {\n  private constructor(readonly value: string) {}\n  static from(text: string): Id {\n    return new Id(text);\n  }\n}\nexport const id = new Id('x');\n",
      "class Id {\n  private constructor(readonly value: string) {}\n  static from(text: string): Id {\n    return new Id(text);\n  }\n}\nexport const id = Id.from('x');\n",
    ],
    [
      'class Pool {\n  protected constructor() {}\n  static create(): Pool {\n    return new Pool();\n  }\n}\nexport const pool = new Pool;\n',
      'class Pool {\n  protected constructor() {}\n  static create(): Pool {\n    return new Pool();\n  }\n}\nexport const pool = Pool.create();\n',
    ],
  ],
  [
    [
      "class Cart {\n  private items: string[] = [];\n  protected note = '';\n  private total = 0;\n  getItems(): readonly string[] {\n    return [...this.items];\n  }\n  get remark(): string {\n    return this.note;\n  }\n  getTotal(): number {\n    return this.total;\n  }\n}\nconst cart = new Cart();\ncart.total += 1;\n",
    ],
    [
      'class Db {\n  private constructor() {}\n  static async open(): Promise<Db> {\n    return new Db();\n  }\n}\nexport const db = new Db();\n',
    ],
    [
      'class One {\n  private constructor() {}\n  static a(): One {\n    return new One();\n  }\n  static b(): One {\n    return new One();\n  }\n}\nexport const one = new One();\n',
    ],
    ['class Safe {\n  private code = 1;\n}\nexport const code = new Safe().code;\n'],
  ],
);
