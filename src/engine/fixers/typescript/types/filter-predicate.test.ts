import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/filter-predicate',
  [
    [
      'interface Person { email?: string }\ndeclare const people: Person[];\nexport function mails(): string[] {\n  return people.map((one) => one.email).filter(Boolean);\n}\n',
      'interface Person { email?: string }\ndeclare const people: Person[];\nexport function mails(): string[] {\n  return people.map((one) => one.email).filter((email): email is string => Boolean(email));\n}\n',
    ],
    [
      'interface Person { email?: string }\ndeclare const people: Person[];\nexport const mails = people.map((one) => one.email).filter(Boolean).map((mail) => mail.trim());\n',
      'interface Person { email?: string }\ndeclare const people: Person[];\nexport const mails = people.map((one) => one.email).filter((email): email is string => Boolean(email)).map((mail) => mail.trim());\n',
    ],
    [
      'interface Person { email?: string }\ndeclare const people: Person[];\nconst mails = people.map((one) => one.email).filter(Boolean);\nfor (const mail of mails) console.log(mail.trim());\n',
      'interface Person { email?: string }\ndeclare const people: Person[];\nconst mails = people.map((one) => one.email).filter((email): email is string => Boolean(email));\nfor (const mail of mails) console.log(mail.trim());\n',
    ],
  ],
  [
    [
      'interface Person { email?: string }\ndeclare const people: Person[];\nexport const mails: string[] = people.map((one) => one.email);\n',
    ],
    [
      'interface Person { email?: string }\ndeclare const people: Person[];\nexport const mails: number[] = people.map((one) => one.email).filter(Boolean);\n',
    ],
  ],
);
