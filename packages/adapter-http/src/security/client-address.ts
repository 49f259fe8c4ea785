import { BlockList, isIPv4, isIPv6 } from 'node:net';

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv4(address) ? 'ipv4' : 'ipv6');

const CIDR = /^([^/]+)(?:\/(\d{1,3}))?$/;

/** The eight groups of an IPv6 address. */
const groupsOf = (address: string): readonly number[] => {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const [, start = '', ...bytes] = dotted ?? [];
  const [a = 0, b = 0, c = 0, d = 0] = bytes.map(Number);
  const plain = dotted === null ? address : `${start}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  const [head = '', tail] = plain.split('::');
  const numbers = (part: string): number[] =>
    part
      .split(':')
      .filter((group) => group !== '')
      .map((group) => Number.parseInt(group, 16));
  const [first, last] = [numbers(head), numbers(tail ?? '')];
  return tail === undefined
    ? first
    : [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last];
};

/**
 * Normalizes an IP address: without a zone, and an IPv4 address that is mapped to IPv6 as IPv4. `undefined` if the text
 * is not an address.
 */
export const addressIn = (text: string): string | undefined => {
  const address = text.replace(/%.*$/, '');
  if (!isIPv6(address)) return isIPv4(address) ? address : undefined;
  const groups = groupsOf(address);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  const [high = 0, low = 0] = groups.slice(6);
  return isMapped
    ? [high >> 8, high & 255, low >> 8, low & 255].join('.')
    : groups.map((group) => group.toString(16)).join(':');
};

/**
 * The client of an address: an IPv4 address, or an IPv6 network of 64 bits, because one machine can have all its
 * addresses.
 */
export const clientOf = (address: string): string =>
  isIPv4(address)
    ? address
    : `${groupsOf(address)
        .slice(0, 4)
        .map((group) => group.toString(16))
        .join(':')}::/64`;

/**
 * The address in an element of `X-Forwarded-For` or after `for=`, without its port; `undefined` if it is not an
 * address.
 */
const hopIn = (text: string): string | undefined => {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\](?::\d+)?|([^:]+)(?::\d+)?)$/.exec(text) ?? [
    undefined,
    undefined,
    text,
  ];
  return addressIn(bracketed ?? plain ?? '');
};

const inForwardedFor = (header: string): readonly string[] => header.split(',').map((part) => part.trim());

// An element may have several pairs, and a value in quotes may contain the separators.
const inForwarded = (header: string): readonly string[] =>
  (header.match(/(?:"(?:[^"\\]|\\.)*"|[^,])+/g) ?? []).map(
    (element) =>
      /(?:^|;)\s*for\s*=\s*(?:"([^"]*)"|([^;\s]*))/i
        .exec(element)
        ?.slice(1)
        .find((value) => value !== undefined) ?? '',
  );

/** The headers in which proxies name the client. */
export interface ForwardedHeaders {
  readonly 'x-forwarded-for': string | undefined;
  readonly forwarded: string | undefined;
}

/**
 * Determines the client address of a request: that of the peer or, if the peer is a trusted proxy, the one that it
 * names.
 */
export interface ClientAddresses {
  isTrusted(address: string): boolean;
  of(peer: string, headers: ForwardedHeaders): string;
}

/** Makes a `ClientAddresses`. `trusted` are addresses and networks of trusted proxies. */
export const clientAddresses = (trusted: readonly string[]): ClientAddresses => {
  const list = new BlockList();
  for (const network of trusted) {
    const [, address = '', prefix] = CIDR.exec(network) ?? [];
    if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(prefix), familyOf(address));
  }
  const isTrusted = (address: string): boolean => trusted.length > 0 && list.check(address, familyOf(address));

  // From the right: the client may have written what is left of the elements that proxies added.
  const walk = (peer: string, hops: readonly string[]): string => {
    let client = peer;
    for (const hop of hops.toReversed()) {
      if (!isTrusted(client)) break;
      const address = hopIn(hop);
      // If a proxy hides the address of its client, the proxy counts as the client.
      if (address === undefined) break;
      client = address;
    }
    return client;
  };

  return {
    isTrusted,
    of: (peer, { 'x-forwarded-for': listed, forwarded }) => {
      if (!isTrusted(peer)) return peer;
      const said = [
        ...(listed === undefined ? [] : [walk(peer, inForwardedFor(listed))]),
        ...(forwarded === undefined ? [] : [walk(peer, inForwarded(forwarded))]),
      ];
      // A proxy that knows only one of the headers passes the other one on as the client wrote it.
      return said.every((address) => address === said[0]) ? (said[0] ?? peer) : peer;
    },
  };
};
