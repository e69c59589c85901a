import { heals } from '../../../../../test/unit/fixer-cases';
import { withReact } from '../../../../../test/unit/react-types';

const react = withReact();

heals(
  'typescript/style-text',
  [
    [
      'export const A = () => <p style="color: red; font-weight: bold; background-image: url(\'a;b.png\')">x</p>;\n',
      "export const A = () => <p style={{ color: 'red', fontWeight: 'bold', backgroundImage: \"url('a;b.png')\" }}>x</p>;\n",
      react,
    ],
    [
      'export const A = ({ n }: { n: number }) => <p style={`margin-top: ${n}px`}>x</p>;\n',
      'export const A = ({ n }: { n: number }) => <p style={{ marginTop: `${n}px` }}>x</p>;\n',
      react,
    ],
  ],
  [
    ['export const A = ({ css }: { css: string }) => <p style={css}>x</p>;\n', react],
    ['export const A = () => <p style="color: red !important">x</p>;\n', react],
  ],
);
