import { TransportFault } from './transport-fault.ts';

interface Named extends Error {
  readonly code?: unknown;
  readonly type?: unknown;
  readonly broker?: unknown;
  readonly topic?: unknown;
  readonly errors?: readonly unknown[];
}

const chainOf = (error: unknown, depth = 0): readonly Named[] => {
  if (!(error instanceof Error) || depth > 6) return [];
  const named = error as Named;
  return [...[error.cause, ...(named.errors ?? [])].flatMap((inner) => chainOf(inner, depth + 1)), named];
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

// Only some responses of the broker name the topic, and kafkajs names it in its message.
const topicIn = ({ topic, message }: Named): string =>
  textOf(topic) ?? /topic[ "':]+([\w.-]+)/i.exec(message)?.[1] ?? '';

const forTopic = (error: Named): string => (topicIn(error) === '' ? 'a topic' : `the topic ${topicIn(error)}`);

const ofBroker = (error: Named): TransportFault | undefined => {
  const type = textOf(error.type);
  if (type === undefined) return undefined;
  const fault = (sentence: string): TransportFault =>
    new TransportFault('configuration', `${sentence} (${type}).`, { cause: error });
  switch (type) {
    case 'TOPIC_AUTHORIZATION_FAILED':
      return fault(
        `Kafka does not let this user read or write ${forTopic(error)}: add an ACL at the broker, or use another user`,
      );
    case 'GROUP_AUTHORIZATION_FAILED':
      return fault(
        'Kafka does not let this user be in this consumer group: add an ACL at the broker, or use another group id or user',
      );
    case 'CLUSTER_AUTHORIZATION_FAILED':
    case 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED':
    case 'DELEGATION_TOKEN_AUTHORIZATION_FAILED':
      return fault('Kafka does not let this user do that: add an ACL at the broker, or use another user');
    case 'UNKNOWN_TOPIC_OR_PARTITION':
      return fault(`Kafka has not got ${forTopic(error)} and does not make it by itself: create it`);
    case 'INVALID_TOPIC_EXCEPTION':
      return fault(
        `Kafka does not take the name of ${forTopic(error)}: a name has at most 249 letters, digits, dots, underscores and hyphens; mend the prefix of the topics`,
      );
    case 'INVALID_GROUP_ID':
    case 'INCONSISTENT_GROUP_PROTOCOL':
      return fault(
        'Kafka does not let this member into the consumer group, because other kinds of members use it: use another group id',
      );
    case 'INVALID_SESSION_TIMEOUT':
      return fault(
        'Kafka does not take the session timeout: it must lie between group.min.session.timeout.ms and group.max.session.timeout.ms of the broker',
      );
    case 'SASL_AUTHENTICATION_FAILED':
    case 'ILLEGAL_SASL_STATE':
    case 'UNSUPPORTED_SASL_MECHANISM':
      return fault(
        'Kafka refuses user and password: mend them and the SASL mechanism, or let that user in at the broker',
      );
    case 'UNSUPPORTED_VERSION':
      return fault('Kafka is too old or too new for this client: use Kafka 2.1 to 4');
    case 'NOT_ENOUGH_REPLICAS':
    case 'NOT_ENOUGH_REPLICAS_AFTER_APPEND':
      return new TransportFault('away', `Kafka has too few replicas in sync to take messages (${type}).`, {
        cause: error,
      });
    case 'MESSAGE_TOO_LARGE':
    case 'RECORD_LIST_TOO_LARGE':
      return new TransportFault(
        'too_large',
        `Kafka does not take a message of this size: raise max.message.bytes of ${forTopic(error)} (${type}).`,
        { cause: error },
      );
    default:
      return new TransportFault('away', `Kafka cannot do that at the moment (${type}).`, { cause: error });
  }
};

const TLS = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|EPROTO$|HOSTNAME_MISMATCH|ERR_OSSL_)/;

const ofConnection = (error: Named): TransportFault | undefined => {
  const code = textOf(error.code);
  const where = textOf(error.broker) ?? 'the given addresses';
  // kafkajs puts these codes into its message and drops them.
  if (
    /self-signed certificate|self signed certificate|unable to verify|certificate has expired|does not match certificate|wrong version number|packet length too long|unable to get (local )?issuer/i.test(
      error.message,
    ) ||
    (code !== undefined && TLS.test(code))
  ) {
    return new TransportFault(
      'configuration',
      `TLS with Kafka at ${where} fails: use TLS if and only if the broker speaks it at this port, give the certificate of its authority, and use the name that its certificate is for.`,
      { cause: error },
    );
  }
  if (code === 'ENOTFOUND')
    return new TransportFault(
      'configuration',
      `The host of ${where} is not known (${code}): mend the addresses of the brokers.`,
      { cause: error },
    );
  if (error.name === 'KafkaJSSASLAuthenticationError') {
    return new TransportFault(
      'configuration',
      `Kafka at ${where} refuses user and password: mend them and the SASL mechanism, or let that user in at the broker.`,
      { cause: error },
    );
  }
  if (code !== undefined)
    return new TransportFault('away', `No Kafka answers at ${where} (${code}).`, { cause: error });
  return undefined;
};

/** The meaning of an error of kafkajs, in a sentence. An error of unknown duration counts as temporary. */
export const transportFault = (error: unknown): TransportFault => {
  if (error instanceof TransportFault) return error;
  const chain = chainOf(error);
  for (const each of chain) {
    const fault =
      each.name === 'CompressionFault'
        ? new TransportFault('configuration', `A batch of messages cannot be decompressed: ${each.message}`, {
            cause: each,
          })
        : (ofConnection(each) ?? ofBroker(each));
    if (fault !== undefined) return fault;
  }
  const [innermost] = chain;
  const words = innermost === undefined ? String(error) : `${innermost.name}: ${innermost.message}`;
  return new TransportFault('away', `Kafka cannot be reached at the moment (${words}).`, { cause: error });
};
