// Which values of the settings are of no kind that package.json allows, typed by hand: what does not fit, piece by piece, never what stands there.

/** What package.json says of a setting: the words of JSON Schema that are used there. */
export interface ValueSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly pattern?: string;
  /** One sentence. */
  readonly patternErrorMessage?: string;
  readonly items?: ValueSchema;
  readonly properties?: Readonly<Record<string, ValueSchema>>;
  readonly additionalProperties?: boolean | ValueSchema;
  readonly required?: readonly string[];
}

export interface WrongValue {
  /** `selfHeal.lora.options.r`, `selfHeal.exclude.files[2]` */
  readonly at: string;
  /** What it takes; of a name that is none, the names there are. */
  readonly takes: ValueSchema | { readonly names: readonly string[] };
}

/** In one setting; a list may have thousands. */
const MAX_WRONG = 5;

/** @param at the name of the setting. Empty where all of the value is right. */
export function wrongValues(at: string, schema: ValueSchema, value: unknown): readonly WrongValue[] {
  return [...wrongIn(at, schema, value)].slice(0, MAX_WRONG);
}

function wrongIn(at: string, schema: ValueSchema, value: unknown): readonly WrongValue[] {
  if (!fits(schema, value)) return [{ at, takes: schema }];
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.flatMap((item: unknown, i) => wrongIn(`${at}[${i}]`, items, item)) : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const { properties = {}, additionalProperties } = schema;
  return Object.entries(value).flatMap(([name, one]: [string, unknown]) => {
    const inside = `${at}.${name}`;
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (own) return wrongIn(inside, own, one);
    if (typeof additionalProperties === 'object') return wrongIn(inside, additionalProperties, one);
    return additionalProperties === false ? [{ at: inside, takes: { names: Object.keys(properties) } }] : [];
  });
}

/** The value itself; what is in it is looked at by itself. */
function fits(schema: ValueSchema, value: unknown): boolean {
  const { enum: choices, pattern, minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, required = [] } = schema;
  if (choices) return choices.includes(value);
  const types = typesOf(schema);
  if (types.length > 0 && !types.some((type) => isOf(type, value))) return false;
  if (typeof value === 'number') return value >= minimum && value <= maximum && value > exclusiveMinimum;
  if (typeof value === 'string') return pattern === undefined || new RegExp(pattern, 'u').test(value);
  return typeof value !== 'object' || value === null || required.every((name) => Object.hasOwn(value, name));
}

export function typesOf({ type = [] }: ValueSchema): readonly string[] {
  return typeof type === 'string' ? [type] : type;
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
