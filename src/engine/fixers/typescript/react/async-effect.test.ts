import { heals } from '../../../../../test/unit/fixer-cases';
import { withReact } from '../../../../../test/unit/react-types';

const react = withReact();

const inside = (line: string): string =>
  `import { useEffect } from 'react';\ndeclare function load(): Promise<void>;\nexport function A({ id }: { id: number }) {\n${line}\n  return <p>{id}</p>;\n}\n`;

heals(
  'typescript/async-effect',
  [
    [
      inside('  useEffect(async () => {\n    const found = await fetch(`/x/${id}`);\n    console.log(found.status);\n  }, [id]);'),
      inside(
        '  useEffect(() => {\n    async function run() {\n      const found = await fetch(`/x/${id}`);\n      console.log(found.status);\n    }\n    run();\n  }, [id]);',
      ),
      react,
    ],
    [inside('  useEffect(async () => await load(), []);'), inside('  useEffect(() => {\n    load();\n  }, []);'), react],
    [inside('  useEffect(load, []);'), inside('  useEffect(() => {\n    load();\n  }, []);'), react],
  ],
  [
    // Its clean-up would be lost.
    [inside('  useEffect(async () => {\n    await load();\n    return () => console.log(id);\n  }, []);'), react],
  ],
);
