import { z } from 'zod';

// Zod's own way to read `null` as absent (`nullish` and a transform) makes an optional key required and costs each
// field of each line of an import another schema. So these are two kinds of Zod with one more line in `parse`.

const NullableOptional = z.core.$constructor('NullableOptional', (inst: z.ZodOptional, def: z.core.$ZodOptionalDef) => {
  z.ZodOptional.init(inst, def);
  const { parse } = inst._zod;
  inst._zod.parse = (payload, context) => {
    if (payload.value === null) {
      payload.value = undefined;
      return payload;
    }
    const parsed = parse(payload, context);
    // An issue that ends the checks of a field, such as an invalid date, must not end the checks of the surrounding
    // object.
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

// A schema that states its JSON type, such as `JsonObject`, must state it for the field too.
const stating = <Schema extends z.ZodType>(made: Schema, { type }: Readonly<Record<string, unknown>> = {}): Schema =>
  typeof type === 'string' ? made.meta({ type: [type, 'null'] }) : made;

/** A field of a request that may be left out. `null` means the same, so the parsed value is never `null`. */
export const optional = <Schema extends z.ZodType>(schema: Schema): z.ZodOptional<Schema> =>
  stating(
    new NullableOptional({ type: 'optional', innerType: z.nullable(schema) }),
    schema.meta(),
  ) as unknown as z.ZodOptional<Schema>;

/** A field of a request with a default, which applies if the field is left out or `null`. */
export const withDefault = <Schema extends z.ZodType>(
  schema: Schema,
  value: z.output<Schema> & z.core.util.NoUndefined<z.output<Schema>>,
): z.ZodDefault<Schema> =>
  new NullableDefault({
    type: 'default',
    innerType: z.nullable(schema),
    defaultValue: value,
  }) as unknown as z.ZodDefault<Schema>;
