/**
 * What an error of the broker means for the caller:
 *
 * * `away`: it may pass by itself, so the caller retries later;
 * * `configuration`: it stays until a person corrects the configuration, here or at the broker (credentials, TLS, ACL,
 *   a missing topic). A later retry is right, but a person must be informed;
 * * `too_large`: the broker will never accept this message.
 */
export type TransportFaultKind = 'away' | 'configuration' | 'too_large';

/**
 * Why the broker did not do what was requested. `message` is a sentence for the person who runs the server: what is
 * wrong and, if the person can correct it, how. It contains no secret and no part of a message.
 */
export class TransportFault extends Error {
  override readonly name = 'TransportFault';
  readonly kind: TransportFaultKind;

  constructor(kind: TransportFaultKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
