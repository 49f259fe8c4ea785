import { describe, expect, test } from 'vitest';
import { addressIn, clientAddresses, clientOf } from '../src/security/client-address.ts';

describe('a client', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:0201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2:FFFF::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ])('with the address %s is %s', (text, client) => {
    const address = addressIn(text);
    expect(address && clientOf(address)).toBe(client);
  });

  test.each(['', 'unknown', '_hidden', '192.0.2', '192.0.2.256', '192.0.2.1:80', '2001:db8::1::2', 'localhost'])(
    'is none with "%s"',
    (text) => {
      expect(addressIn(text)).toBeUndefined();
    },
  );
});

describe('whose word on their clients counts', () => {
  const PROXY = '10.0.0.1';
  const askedFor = (
    headers: { readonly 'x-forwarded-for'?: string; readonly forwarded?: string },
    peer = PROXY,
    trusted = ['10.0.0.0/8', '2001:db8:ffff::/48'],
  ): string => clientAddresses(trusted).of(peer, { 'x-forwarded-for': undefined, forwarded: undefined, ...headers });

  test('is that of nobody where no proxy is named', () => {
    expect(askedFor({ 'x-forwarded-for': '192.0.2.1', forwarded: 'for=192.0.2.1' }, PROXY, [])).toBe(PROXY);
  });

  test('is not that of a stranger', () => {
    expect(askedFor({ 'x-forwarded-for': '192.0.2.1', forwarded: 'for=192.0.2.1' }, '192.0.2.99')).toBe('192.0.2.99');
  });

  test.each([
    ['one address', '192.0.2.1', '192.0.2.1'],
    ['what the client wrote before it', '203.0.113.9, 192.0.2.1', '192.0.2.1'],
    ['what the client wrote before it, as if by a proxy', '203.0.113.9, 10.9.9.9, 192.0.2.1', '192.0.2.1'],
    ['several proxies', '203.0.113.9, 192.0.2.1, 10.1.1.1,10.2.2.2', '192.0.2.1'],
    ['proxies of both kinds', '192.0.2.1, 2001:db8:ffff::1, 10.2.2.2', '192.0.2.1'],
    ['nobody but proxies', '10.3.3.3, 10.1.1.1', '10.3.3.3'],
    ['a port', '192.0.2.1:4711', '192.0.2.1'],
    ['IPv6', '2001:db8::7', '2001:db8:0:0:0:0:0:7'],
    ['IPv6 with a port', '[2001:db8::7]:4711', '2001:db8:0:0:0:0:0:7'],
    ['IPv4 as IPv6', '::ffff:192.0.2.1', '192.0.2.1'],
    ['nothing', '', PROXY],
    ['what is no address', '192.0.2.1, unknown', PROXY],
    ['what is no address behind a proxy', '192.0.2.1, <script>, 10.1.1.1', '10.1.1.1'],
  ])('in X-Forwarded-For: %s', (_, header, client) => {
    expect(askedFor({ 'x-forwarded-for': header })).toBe(client);
  });

  test.each([
    ['one address', 'for=192.0.2.1', '192.0.2.1'],
    ['other pairs', 'proto=https; For="192.0.2.1:80";by=10.0.0.1', '192.0.2.1'],
    ['IPv6', 'for="[2001:db8::7]:4711"', '2001:db8:0:0:0:0:0:7'],
    ['what the client wrote before it', 'for=203.0.113.9, for=192.0.2.1', '192.0.2.1'],
    ['what parts elements, in quotes', 'for=192.0.2.1;host="a, for=203.0.113.9"', '192.0.2.1'],
    ['several proxies', 'for=192.0.2.1, for=10.1.1.1', '192.0.2.1'],
    ['who is hidden', 'for=192.0.2.1, for=_hidden', PROXY],
    ['an element without for', 'for=192.0.2.1, proto=http', PROXY],
  ])('in Forwarded: %s', (_, header, client) => {
    expect(askedFor({ forwarded: header })).toBe(client);
  });

  test('and where both headers are there they must agree, because a proxy passes on the one that it does not know', () => {
    expect(askedFor({ 'x-forwarded-for': '192.0.2.1', forwarded: 'for=192.0.2.1' })).toBe('192.0.2.1');
    expect(askedFor({ 'x-forwarded-for': '192.0.2.1', forwarded: 'for=203.0.113.9' })).toBe(PROXY);
    expect(askedFor({ 'x-forwarded-for': '203.0.113.9', forwarded: 'for=192.0.2.1' })).toBe(PROXY);
  });

  test('a proxy that connects over IPv6 with its IPv4 address is the same', () => {
    expect(askedFor({ 'x-forwarded-for': '192.0.2.1' }, addressIn('::ffff:10.0.0.1'))).toBe('192.0.2.1');
  });

  test('a very long list costs little', () => {
    expect(askedFor({ 'x-forwarded-for': '10.1.1.1,'.repeat(1_700) + '192.0.2.1' })).toBe('192.0.2.1');
    expect(askedFor({ forwarded: `for="${'\\'.repeat(15_000)}` })).toBe(PROXY);
  });
});
