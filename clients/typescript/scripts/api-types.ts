import openapiTS, { astToString } from 'openapi-typescript';
import type { OpenAPI3 } from 'openapi-typescript';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Contract {
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly get?: {
          readonly responses: Readonly<
            Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
          >;
        };
      }
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const HEAD = '// Written by `npm run generate` from openapi.yaml. Do not edit.\n\n';

/** Where in a page its rows are; undefined for what is no page. */
const rowsOf = (schema: Schema | undefined, { components }: Contract): string | undefined => {
  const resolved =
    schema?.$ref === undefined ? schema : components.schemas[schema.$ref.slice('#/components/schemas/'.length)];
  if (resolved?.properties?.['pagination'] === undefined) return undefined;
  const [rows, ...others] = Object.keys(resolved.properties).filter(
    (name) => resolved.properties?.[name]?.type === 'array',
  );
  if (rows === undefined || others.length > 0)
    throw new Error(`It cannot be seen where ${schema?.$ref ?? 'a page'} has its rows.`);
  return rows;
};

const listsOf = (contract: Contract): readonly string[] =>
  Object.entries(contract.paths)
    .flatMap(([path, { get }]) => {
      const rows = rowsOf(get?.responses['200']?.content?.['application/json']?.schema, contract);
      return rows === undefined ? [] : [`  ${JSON.stringify(path)}: ${JSON.stringify(rows)},\n`];
    })
    .sort();

/** The contract as TypeScript: what stands in `src/api.ts`. */
export const apiTypes = async (contract: object): Promise<string> => {
  const nodes = await openapiTS(structuredClone(contract) as OpenAPI3, {
    alphabetize: true,
    // What has a default may be left out of a request; answers say `required` of all that they always have.
    defaultNonNullable: false,
    immutable: true,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
    silent: true,
  });
  const lists = `/** The lists, and where in their pages the rows are. */\nexport const lists = {\n${listsOf(contract as Contract).join('')}} as const;\n`;
  return HEAD + astToString(nodes) + lists;
};
