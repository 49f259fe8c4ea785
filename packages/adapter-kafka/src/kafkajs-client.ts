import kafkajs from 'kafkajs';
import type { Kafka, RetryOptions, SASLOptions } from 'kafkajs';
import { registerCodecs } from './codecs.ts';

/** How to connect to Kafka. */
export interface KafkaConnection {
  /** `host:port` of one or more brokers; the client learns the others from these. */
  readonly brokers: readonly string[];
  /** The name of this program in the logs and quotas of the broker. */
  readonly clientId: string;
  /** `true` for TLS with the certificate authorities that Node knows. The certificates are PEM. */
  readonly tls?: boolean | { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
}

const CONNECTION_TIMEOUT = 5_000;
const REQUEST_TIMEOUT = 30_000;

/** A kafkajs client without its own log. What matters is thrown or emitted as an event. */
export const newKafka = ({ brokers, clientId, tls = false, sasl }: KafkaConnection, retry: RetryOptions): Kafka => {
  registerCodecs();
  return new kafkajs.Kafka({
    brokers: [...brokers],
    clientId,
    ssl: tls,
    ...(sasl === undefined ? {} : { sasl: sasl as SASLOptions }),
    connectionTimeout: CONNECTION_TIMEOUT,
    requestTimeout: REQUEST_TIMEOUT,
    retry,
    logLevel: kafkajs.logLevel.NOTHING,
    logCreator: () => () => undefined,
  });
};
