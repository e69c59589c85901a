import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/value-in-wrapper',
  [
    [
      'interface Ref<T> { value: T }\ndeclare function ref<T>(value: T): Ref<T>;\nconst count = ref(0);\nexport const next = (): number => count + 1;\n',
      'interface Ref<T> { value: T }\ndeclare function ref<T>(value: T): Ref<T>;\nconst count = ref(0);\nexport const next = (): number => count.value + 1;\n',
    ],
    [
      "interface Ref<T> { value: T }\ndeclare function ref<T>(value: T): Ref<T>;\nconst guest = ref('a');\ndeclare function greet(who: string): void;\ngreet(guest);\nexport {};\n",
      "interface Ref<T> { value: T }\ndeclare function ref<T>(value: T): Ref<T>;\nconst guest = ref('a');\ndeclare function greet(who: string): void;\ngreet(guest.value);\nexport {};\n",
    ],
  ],
  [
    [
      'interface Ref<T> { value: T }\ndeclare function ref<T>(value: T): Ref<T>;\nconst list = ref(0);\nexport const size: string = list;\n',
    ],
  ],
);
