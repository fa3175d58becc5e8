import { z } from 'zod';

interface JsonSchema {
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  minItems?: number;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
}

const jsonSchema = z.custom<JsonSchema>((value) => typeof value === 'object');

/** What fits the patterns of the house; the first that does is sent where no free text may be. */
const SAMPLES = [
  'TEA-9',
  'MTL9',
  '2000000000015',
  '4242424242424242',
  'CARD-12345678',
  'someone',
  '2026-01-01T00:00:00.000Z',
  '1-1',
];
const NOTHING = '0193a1b0-0000-7000-8000-0000000000ff';

/** What a zod schema takes, as JSON schema. */
export function inputSchema(schema: z.ZodType | undefined): JsonSchema {
  if (schema === undefined) return {};
  return jsonSchema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
}

/** A value of this shape with `text` wherever a person may write freely, so that it gets as deep as text can. */
export function filled(schema: JsonSchema, text: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice !== undefined) return filled(choice, text);
  if (schema.properties !== undefined) {
    const entries = Object.entries(schema.properties).map(([name, of]) => [name, filled(of, text)]);
    return Object.fromEntries(entries);
  }
  if (schema.items !== undefined) return [filled(schema.items, text)];
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1);
  return schema.type === 'boolean' ? true : textFor(schema, text);
}

function textFor({ format, pattern, allOf = [] }: JsonSchema, text: string): string {
  if (format === 'uuid') return NOTHING;
  const patterns = [pattern, ...allOf.map((one) => one.pattern)].flatMap((one) => one ?? []);
  const isFree = patterns.every((one) => one.startsWith('^[^'));
  if (isFree) return text;
  return SAMPLES.find((sample) => patterns.every((one) => new RegExp(one, 'u').test(sample))) ?? text;
}
