import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/empty-type-argument',
  [
    [
      'interface Ref<T> { value: T }\ndeclare function ref<T>(value: T): Ref<T>;\nconst names = ref([]);\nexport function add(name: string): void {\n  names.value.push(name);\n}\n',
      'interface Ref<T> { value: T }\ndeclare function ref<T>(value: T): Ref<T>;\nconst names = ref<string[]>([]);\nexport function add(name: string): void {\n  names.value.push(name);\n}\n',
    ],
  ],
  [
    [
      'interface Ref<T> { value: T }\ndeclare function ref<T>(value: T): Ref<T>;\nconst names = ref([]);\nexport function add(name: any): void {\n  names.value.push(name);\n}\n',
    ],
  ],
);
