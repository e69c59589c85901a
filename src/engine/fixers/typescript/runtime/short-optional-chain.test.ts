import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const reading = (name: string): string => `TypeError: Cannot read properties of undefined (reading '${name}')`;

healsCrashes(
  'typescript/short-optional-chain',
  [
    [
      reading('city'),
      "export const where = (order) => order.customer?.address.«city» ?? 'none';\n",
      "export const where = (order) => order.customer?.address?.city ?? 'none';\n",
    ],
    [
      reading('web'),
      'export function f(user) {\n  if (user.profile?.links.«web») return 1;\n  return 2;\n}\n',
      'export function f(user) {\n  if (user.profile?.links?.web) return 1;\n  return 2;\n}\n',
    ],
  ],
  [
    // A result that is needed.
    [reading('city'), 'export const where = (order) => order.customer?.address.«city»;\n'],
    [reading('city'), "export const where = (order) => order.«city» ?? 'none';\n"],
  ],
);
