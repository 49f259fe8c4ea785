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

/** An IP address without what names an interface of this machine, and an IPv4 address that is written as IPv6 as what it is; `undefined` for what is none. */
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

/** The client behind an address: an IPv4 address is one, and so is an IPv6 network of 64 bits, of which one machine can have all addresses. */
export const clientOf = (address: string): string =>
  isIPv4(address)
    ? address
    : `${groupsOf(address)
        .slice(0, 4)
        .map((group) => group.toString(16))
        .join(':')}::/64`;

/** What stands in `X-Forwarded-For` or behind `for=`: an address, also with a port, or something else. */
const hopIn = (text: string): string | undefined => {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\](?::\d+)?|([^:]+)(?::\d+)?)$/.exec(text) ?? [
    undefined,
    undefined,
    text,
  ];
  return addressIn(bracketed ?? plain ?? '');
};

const inForwardedFor = (header: string): readonly string[] => header.split(',').map((part) => part.trim());

// An element may have several pairs, and a value in quotes may hold what parts them.
const inForwarded = (header: string): readonly string[] =>
  (header.match(/(?:"(?:[^"\\]|\\.)*"|[^,])+/g) ?? []).map(
    (element) =>
      /(?:^|;)\s*for\s*=\s*(?:"([^"]*)"|([^;\s]*))/i
        .exec(element)
        ?.slice(1)
        .find((value) => value !== undefined) ?? '',
  );

/** The headers in which proxies say for whom they ask. */
export interface ForwardedHeaders {
  readonly 'x-forwarded-for': string | undefined;
  readonly forwarded: string | undefined;
}

/** Says which address a request comes from: that of whoever is connected or, where that is a proxy that is trusted, the one that it says. */
export interface ClientAddresses {
  isTrusted(address: string): boolean;
  of(peer: string, headers: ForwardedHeaders): string;
}

/** `trusted` are addresses and networks of proxies whose word counts. */
export const clientAddresses = (trusted: readonly string[]): ClientAddresses => {
  const list = new BlockList();
  for (const network of trusted) {
    const [, address = '', prefix] = CIDR.exec(network) ?? [];
    if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(prefix), familyOf(address));
  }
  const isTrusted = (address: string): boolean => trusted.length > 0 && list.check(address, familyOf(address));

  // From the right, because whoever comes first may have written what stands left of what proxies added.
  const walk = (peer: string, hops: readonly string[]): string => {
    let client = peer;
    for (const hop of hops.toReversed()) {
      if (!isTrusted(client)) break;
      const address = hopIn(hop);
      // Whose name is hidden is asked for by the proxy that hides it.
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
      // A proxy that knows one of the headers passes the other one on as the client wrote it.
      return said.every((address) => address === said[0]) ? (said[0] ?? peer) : peer;
    },
  };
};
