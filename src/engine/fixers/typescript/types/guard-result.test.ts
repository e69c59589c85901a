import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/guard-result',
  [
    [
      "interface Cat { purr(): string }\ninterface Dog { bark(): string }\nfunction isCat(pet: Cat | Dog): boolean {\n  return 'purr' in pet;\n}\nexport const voice = (pet: Cat | Dog): string => (isCat(pet) ? pet.purr() : 'wuff');\n",
      "interface Cat { purr(): string }\ninterface Dog { bark(): string }\nfunction isCat(pet: Cat | Dog): pet is Cat {\n  return 'purr' in pet;\n}\nexport const voice = (pet: Cat | Dog): string => (isCat(pet) ? pet.purr() : 'wuff');\n",
    ],
    [
      "interface Cat { purr(): string }\ninterface Dog { bark(): string }\nconst isDog = (pet: Cat | Dog): boolean => 'bark' in pet;\nexport function voice(pet: Cat | Dog): string {\n  if (isDog(pet)) {\n    return pet.bark();\n  }\n  return 'miau';\n}\n",
      "interface Cat { purr(): string }\ninterface Dog { bark(): string }\nconst isDog = (pet: Cat | Dog): pet is Dog => 'bark' in pet;\nexport function voice(pet: Cat | Dog): string {\n  if (isDog(pet)) {\n    return pet.bark();\n  }\n  return 'miau';\n}\n",
    ],
  ],
  [
    [
      "interface Cat { purr(): string }\ninterface Dog { bark(): string }\nconst isOld = (pet: Cat | Dog, age: number): boolean => age > 9 && 'bark' in pet;\nexport const voice = (pet: Cat | Dog): string => (isOld(pet, 3) ? pet.purr() : 'wuff');\n",
    ],
  ],
);
