import { heals } from '../../../../../test/unit/fixer-cases';
import { withReact } from '../../../../../test/unit/react-types';

const react = withReact();

heals(
  'typescript/html-attribute',
  [
    [
      'export const A = () => <label class="a" for="b">x</label>;\n',
      'export const A = () => <label className="a" htmlFor="b">x</label>;\n',
      react,
    ],
    ['export const A = () => <button disabled="true">x</button>;\n', 'export const A = () => <button disabled>x</button>;\n', react],
    ['export const A = () => <input maxLength="10" />;\n', 'export const A = () => <input maxLength={10} />;\n', react],
  ],
  [['export const A = () => <input maxLength="long" />;\n', react]],
);
