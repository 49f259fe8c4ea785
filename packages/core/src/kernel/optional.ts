import { z } from 'zod';

// Zod's own way to take `null` for absent (`nullish` and a transform) makes a required key of an optional one, and costs
// each field of each line of an import another schema. So these are Zod's two kinds with one more line in `parse`.

const NullableOptional = z.core.$constructor('NullableOptional', (inst: z.ZodOptional, def: z.core.$ZodOptionalDef) => {
  z.ZodOptional.init(inst, def);
  const { parse } = inst._zod;
  inst._zod.parse = (payload, context) => {
    if (payload.value === null) {
      payload.value = undefined;
      return payload;
    }
    const parsed = parse(payload, context);
    // What ends the checks of a field, such as a date that is none, does not end those of the object that it stands in.
    if (!(parsed instanceof Promise))
      for (const issue of parsed.issues) if (issue.continue === false) Object.assign(issue, { continue: undefined });
    return parsed;
  };
});

const NullableDefault = z.core.$constructor('NullableDefault', (inst: z.ZodDefault, def: z.core.$ZodDefaultDef) => {
  z.ZodDefault.init(inst, def);
  const { parse } = inst._zod;
  inst._zod.parse = (payload, context) => {
    if (payload.value === null) payload.value = undefined;
    return parse(payload, context);
  };
});

// A schema that states its JSON type itself, such as that of any JSON object, states it of the field too.
const stating = <Schema extends z.ZodType>(made: Schema, { type }: Readonly<Record<string, unknown>> = {}): Schema =>
  typeof type === 'string' ? made.meta({ type: [type, 'null'] }) : made;

/** A field of a request that may be left out. `null` says the same as leaving it out, so that what is read is never `null`. */
export const optional = <Schema extends z.ZodType>(schema: Schema): z.ZodOptional<Schema> =>
  stating(
    new NullableOptional({ type: 'optional', innerType: z.nullable(schema) }),
    schema.meta(),
  ) as unknown as z.ZodOptional<Schema>;

/** A field of a request that has a value of its own where it is left out, or is `null`. */
export const withDefault = <Schema extends z.ZodType>(
  schema: Schema,
  value: z.output<Schema> & z.core.util.NoUndefined<z.output<Schema>>,
): z.ZodDefault<Schema> =>
  new NullableDefault({
    type: 'default',
    innerType: z.nullable(schema),
    defaultValue: value,
  }) as unknown as z.ZodDefault<Schema>;
