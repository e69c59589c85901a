import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test('imports for the type checker go in to the last', () => {
  const before = 'import typing\n\nif typing.TYPE_CHECKING:\nfrom a import b\nfrom c import d\nimport e\n\nx = 1\n';
  expect(best(before).text).toBe(
    'import typing\n\nif typing.TYPE_CHECKING:\n    from a import b\n    from c import d\n    import e\n\nx = 1\n',
  );
});
