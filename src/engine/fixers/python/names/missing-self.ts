// A reading of an undefined name: `self.` was left out in front of it, or it is `self` itself, which the method forgot to take.

import { insert } from '../../../syntax/edits';
import type { NameUse } from '../../../syntax/python-scopes';
import { classMembers } from '../shared/class-members';
import { methodAround, parameters, type Method, type PythonFile } from '../shared/python-file';
import { calls, type Option } from './name-option';

export function missingSelf(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option[] {
  const method = methodAround(file, use.scope);
  if (!method) return [];
  const option = /^(?:self|cls)$/.test(use.name) ? selfNotTaken(file, use, method) : memberOfSelf(file, use, same, method);
  return option ? [option] : [];
}

/** `def f(x): self.total += x` */
function selfNotTaken(file: PythonFile, use: NameUse, method: Method): Option | undefined {
  const list = method.definition.getChild('ParamList');
  const open = list?.firstChild;
  if (!list || open?.name !== '(' || method.decorators.includes('staticmethod')) return undefined;
  const first = parameters(file, method.definition)[0];
  const text = first || list.firstChild?.nextSibling?.name !== ')' ? `${use.name}, ` : use.name;
  // A class method takes the class: there `self` may as well be what is wrong.
  const inClassMethod = use.name === 'self' && method.decorators.includes('classmethod');
  return {
    ground: inClassMethod ? 'guess' : 'fact',
    variant: inClassMethod ? 'self-not-taken-by-class-method' : 'self-not-taken',
    title: `Add the parameter '${use.name}'`,
    explanation: `A method gets its object as its first parameter; this one uses '${use.name}' without taking it.`,
    edits: [insert(open.to, text)],
  };
}

/** `name` → `self.name` */
function memberOfSelf(file: PythonFile, use: NameUse, same: readonly NameUse[], method: Method): Option | undefined {
  if (use.scope === method.classScope) return undefined;
  const members = classMembers(file, method.classScope);
  const kind = members.defined.get(use.name);
  const reads = members.read.get(use.name) ?? 0;
  if (!kind && reads === 0) return undefined;
  const isStatic = method.decorators.includes('staticmethod');
  const prefix = isStatic ? method.classScope.name : method.self;
  if (!prefix || (!isStatic && !/^(?:self|cls|mcs|_?this|s)$/.test(prefix))) return undefined;
  const called = calls(use, file);
  const here = same.filter((other) => methodAround(file, other.scope)?.definition.from === method.definition.from);
  // `self.rate = rate`: to set it to itself is never meant.
  const setToItself = new RegExp(`(?<![\\w.])${prefix}\\.${use.name}\\s*=\\s*$`);
  if (here.some((other) => setToItself.test(file.text.slice(Math.max(0, other.from - 120), other.from)))) return undefined;
  const variant =
    kind === 'method'
      ? called
        ? 'own-method-called'
        : 'own-method-named'
      : kind === 'value'
        ? called
          ? 'own-value-called'
          : 'own-value'
        : 'attribute-read-elsewhere';
  return {
    ground: 'fact',
    variant,
    features: { reads },
    title: `Change '${use.name}' to '${prefix}.${use.name}'`,
    explanation: `'${use.name}' belongs to the ${isStatic || method.decorators.includes('classmethod') ? 'class' : 'object'}: inside a method it is reached through '${prefix}'.`,
    edits: here.map((other) => insert(other.from, `${prefix}.`)),
  };
}
