import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import { committedYaml } from '../../../../test/committed-yaml.ts';

/** A JSON Schema of the contract. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** What the contract says of one answer. */
export interface DocumentedResponse {
  readonly headers?: Readonly<Record<string, DocumentedHeader | Reference>>;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

/** What the contract says of one header. */
export interface DocumentedHeader {
  readonly required?: boolean;
  readonly schema: Schema;
}

/** A place elsewhere in the contract. */
export interface Reference {
  readonly $ref: string;
}

/** A parameter of an operation. */
export interface DocumentedParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
}

/** One operation of the contract. */
export interface DocumentedOperation {
  readonly operationId: string;
  /** The ways to say who asks; an empty one is to say nothing. */
  readonly security?: readonly object[];
  readonly parameters?: readonly (DocumentedParameter | Reference)[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<
      Record<string, { readonly schema: Schema; readonly example: unknown; readonly 'x-max-bytes'?: number }>
    >;
  };
  readonly responses: Readonly<Record<string, DocumentedResponse | Reference>>;
}

/** The contract, as far as tests look at it. */
export interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: {
    readonly parameters: Readonly<Record<string, DocumentedParameter>>;
    readonly headers: Readonly<Record<string, DocumentedHeader>>;
    readonly responses: Readonly<Record<string, DocumentedResponse>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
}

/** One operation and where it lives. */
export interface Operation extends DocumentedOperation {
  readonly method: string;
  /** Below the base path, with `{…}` around its parameters. */
  readonly path: string;
}

let committed: Contract | undefined;

/** The committed contract; always the same object. */
export const readContract = (): Contract => (committed ??= committedYaml<Contract>('openapi.yaml'));

/** What a value of the contract is, wherever it stands. */
export const resolve = <T extends object>(contract: Contract, value: T | Reference): T => {
  if (!('$ref' in value)) return value;
  const [, , kind, name] = (value as Reference).$ref.split('/') as [
    string,
    string,
    keyof Contract['components'],
    string,
  ];
  return contract.components[kind][name] as unknown as T;
};

const ID = 'contract:document';

/** Lets `ajv` compile schemas of the contract, which refer to others of it. It knows these once and for all: to be given them with each schema would take it far longer. */
export const compilerIn = (ajv: Ajv2020, { components }: Contract): ((schema: Schema) => ValidateFunction) => {
  ajv.addSchema({ $id: ID, components });
  return (schema) =>
    ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', `"${ID}#/components/`)) as Schema);
};

/** Every operation of the contract, in its order. */
export const operationsOf = ({ paths }: Contract): readonly Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );
