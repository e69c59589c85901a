import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/type-with-member',
  [
    [
      'interface Request { path: string }\ninterface SignedIn extends Request { user: { name: string } }\nexport const who = (request: Request): string => request.user.name;\nexport const is = (request: SignedIn): boolean => request.user.name.length > 0;\n',
      'interface Request { path: string }\ninterface SignedIn extends Request { user: { name: string } }\nexport const who = (request: SignedIn): string => request.user.name;\nexport const is = (request: SignedIn): boolean => request.user.name.length > 0;\n',
    ],
  ],
  [
    [
      'interface Request { path: string }\ninterface SignedIn extends Request { user: { name: string } }\ninterface Other extends Request { user: { name: string; id: number } }\nexport const who = (request: Request): string => request.user.name;\n',
    ],
  ],
);
