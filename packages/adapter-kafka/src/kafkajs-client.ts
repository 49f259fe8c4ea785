import kafkajs from 'kafkajs';
import type { Kafka, RetryOptions, SASLOptions } from 'kafkajs';
import { registerCodecs } from './codecs.ts';

/** Where the broker is, and who we are there. */
export interface KafkaConnection {
  /** `host:port` of one or more brokers; the others are learnt from these. */
  readonly brokers: readonly string[];
  /** The name by which the broker's logs and quotas know this program. */
  readonly clientId: string;
  /** `true` for TLS with the authorities that Node knows; the certificates are PEM. */
  readonly tls?: boolean | { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
}

const CONNECTION_TIMEOUT = 5_000;
const REQUEST_TIMEOUT = 30_000;

/** A kafkajs that writes no log of its own: what matters is thrown, or told by an event. */
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
