import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/address-without-protocol',
  [
    [
      'TypeError: Invalid URL',
      "const home = new «URL»('www.example.org/docs');\n",
      "const home = new URL('https://www.example.org/docs');\n",
    ],
  ],
  [['TypeError: Invalid URL', "const home = new «URL»('/docs');\n"]],
);
