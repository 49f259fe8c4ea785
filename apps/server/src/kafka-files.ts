import { readFileSync } from 'node:fs';
import type { KafkaConfig } from './config.ts';
import { StartupFault } from './startup-fault.ts';

const read = (variable: string, path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new StartupFault(
      `The file that ${variable} names cannot be read (${(error as { readonly code?: string }).code ?? 'unknown'}): mend its path or who may read it.`,
    );
  }
};

/**
 * Returns the TLS options for Kafka, with the contents of the configured files. Throws a `StartupFault` if a file
 * cannot be read.
 */
export const readTls = (
  tls: KafkaConfig['tls'],
): boolean | { readonly ca?: string; readonly cert?: string; readonly key?: string } => {
  if (tls === false) return false;
  const { caFile, certFile, keyFile } = tls;
  if (caFile === undefined && certFile === undefined) return true;
  return {
    ...(caFile === undefined ? {} : { ca: read('KAFKA_TLS_CA_FILE', caFile) }),
    ...(certFile === undefined ? {} : { cert: read('KAFKA_TLS_CERT_FILE', certFile) }),
    ...(keyFile === undefined ? {} : { key: read('KAFKA_TLS_KEY_FILE', keyFile) }),
  };
};
