import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { committedYaml } from '../../../test/committed-yaml.ts';
import { headerText } from '../src/index.ts';
import type { Content } from '../src/index.ts';

type Json = Readonly<Record<string, unknown>>;

/** The contract as it is committed. */
export interface Contract {
  readonly channels: Readonly<
    Record<string, { readonly address: string; readonly messages: Readonly<Record<string, { readonly $ref: string }>> }>
  >;
  readonly components: {
    readonly schemas: Json;
    readonly messages: Readonly<
      Record<
        string,
        { readonly name: string; readonly payload: Json; readonly examples?: readonly { readonly payload: Json }[] }
      >
    >;
  };
}

/** The text of the committed contract. */
export const committedText = readFileSync(new URL('../../../asyncapi.yaml', import.meta.url), 'utf8');

/** The committed contract. */
export const contract = committedYaml<Contract>('asyncapi.yaml');

const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(contract, 'contract');

const validators = new Map<string, ValidateFunction>();

const validatorOf = (name: string): ValidateFunction => {
  const made = validators.get(name) ?? ajv.compile({ $ref: `contract#/components/messages/${name}/payload` });
  validators.set(name, made);
  return made;
};

/** What is wrong with an event on a topic, as the committed file has it; nothing where it fits. */
export const contractFaults = (topic: string, event: { readonly type: string }): readonly string[] => {
  const channel = Object.values(contract.channels).find(({ address }) => address === topic);
  const names = Object.keys(channel?.messages ?? {});
  const name = names.find((each) => contract.components.messages[each]?.name === event.type);
  if (name === undefined) return [`${topic} has no message ${event.type}.`];
  const validate = validatorOf(name);
  return validate(event)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

/** The event in a message, as the committed file describes it: in structured mode, whatever mode it came in. */
export const eventIn = ({ value, headers }: Content): { readonly type: string } => {
  const document = JSON.parse(new TextDecoder().decode(value ?? new Uint8Array())) as { readonly type: string };
  if (headerText(headers, 'content-type')?.startsWith('application/cloudevents+json')) return document;
  const attributes = headers
    .filter(([name]) => name.startsWith('ce_'))
    .map(([name, text]) => [name.slice(3), new TextDecoder().decode(text ?? new Uint8Array())]);
  return { ...(Object.fromEntries(attributes) as { readonly type: string }), ...{ data: document } };
};
