import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/keys-of-nothing',
  [
    [
      'TypeError: Cannot convert undefined or null to object',
      'const names = (config) => Object.«keys»(config.rules);\nnames({ rules: {} });\nnames({});\n',
      'const names = (config) => Object.keys(config.rules ?? {});\nnames({ rules: {} });\nnames({});\n',
    ],
  ],
  [['TypeError: Cannot convert undefined or null to object', 'const cart = { items: {} };\nObject.«values»(cart.itmes);\n']],
);
