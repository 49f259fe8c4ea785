/**
 * What a fault of the broker means for whoever meets it:
 *
 * * `away`: it may pass by itself, so the same thing is tried again later;
 * * `configuration`: it stays until a person mends the configuration, here or at the broker (credentials, TLS, ACL, a topic that is missing); trying again later is right, but someone must be told;
 * * `too_large`: the broker will never take this message.
 */
export type TransportFaultKind = 'away' | 'configuration' | 'too_large';

/** Why the broker did not do what it was asked to. `message` is a sentence for the person who runs the server: what is wrong and, where they can mend it, how. It holds no secret and no part of a message. */
export class TransportFault extends Error {
  override readonly name = 'TransportFault';
  readonly kind: TransportFaultKind;

  constructor(kind: TransportFaultKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
