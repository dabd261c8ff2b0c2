import { expect, test } from 'vitest';
import { canonicalAddress, classOf, isLoopbackName, isMetadataName, literalOf, parseAddress, writingsOf } from './addresses.ts';

test.each([
  ['0.0.0.0', 'never'],
  ['0.255.255.255', 'never'],
  ['1.0.0.0', 'public'],
  ['9.255.255.255', 'public'],
  ['10.0.0.0', 'private'],
  ['10.255.255.255', 'private'],
  ['11.0.0.0', 'public'],
  ['100.63.255.255', 'public'],
  ['100.64.0.0', 'private'],
  ['100.127.255.255', 'private'],
  ['100.128.0.0', 'public'],
  ['100.100.100.200', 'metadata'],
  ['126.255.255.255', 'public'],
  ['127.0.0.0', 'private'],
  ['128.0.0.0', 'public'],
  ['168.63.129.16', 'metadata'],
  ['168.63.129.17', 'public'],
  ['169.253.255.255', 'public'],
  ['169.254.0.0', 'private'],
  ['169.254.0.23', 'metadata'],
  ['169.254.42.42', 'metadata'],
  ['169.254.169.123', 'metadata'],
  ['169.254.169.253', 'metadata'],
  ['169.254.169.254', 'metadata'],
  ['169.254.170.2', 'metadata'],
  ['169.254.170.23', 'metadata'],
  ['169.255.0.0', 'public'],
  ['172.15.255.255', 'public'],
  ['172.16.0.0', 'private'],
  ['172.31.255.255', 'private'],
  ['172.32.0.0', 'public'],
  ['191.255.255.255', 'public'],
  ['192.0.0.0', 'never'],
  ['192.0.0.192', 'metadata'],
  ['192.0.1.0', 'public'],
  ['192.0.2.255', 'never'],
  ['192.0.3.0', 'public'],
  ['192.88.99.1', 'never'],
  ['192.168.255.255', 'private'],
  ['192.169.0.0', 'public'],
  ['198.17.255.255', 'public'],
  ['198.18.0.0', 'private'],
  ['198.19.255.255', 'private'],
  ['198.20.0.0', 'public'],
  ['198.51.100.1', 'never'],
  ['203.0.113.255', 'never'],
  ['223.255.255.255', 'public'],
  ['224.0.0.0', 'never'],
  ['239.255.255.255', 'never'],
  ['240.0.0.0', 'never'],
  ['255.255.255.255', 'never'],
  ['::', 'never'],
  ['::1', 'private'],
  ['::2', 'never'],
  ['::7f00:1', 'never'],
  ['::ffff:8.8.8.8', 'public'],
  ['::ffff:10.0.0.1', 'private'],
  ['::ffff:a9fe:a9fe', 'metadata'],
  ['::ffff:0:808:808', 'never'],
  ['64:ff9b::808:808', 'never'],
  ['64:ff9b:1::808:808', 'never'],
  ['100::1', 'never'],
  ['1fff:ffff::', 'never'],
  ['2000::', 'public'],
  ['2001::1', 'never'],
  ['2001:1ff::', 'never'],
  ['2001:200::', 'public'],
  ['2001:db8::1', 'never'],
  ['2001:db9::', 'public'],
  ['2002:808:808::', 'never'],
  ['2003::', 'public'],
  ['2606:4700:4700::1111', 'public'],
  ['3fff::1', 'never'],
  ['3fff:0fff:ffff::', 'never'],
  ['3fff:1000::', 'public'],
  ['4000::', 'never'],
  ['fbff::', 'never'],
  ['fc00::', 'private'],
  ['fd00:ec2::254', 'metadata'],
  ['fd00:ec2::23', 'metadata'],
  ['fd20:ce::254', 'metadata'],
  ['fdff::', 'private'],
  ['fe00::', 'never'],
  ['fe80::1', 'private'],
  ['fe80::1%eth0', 'private'],
  ['febf::', 'private'],
  ['fec0::1', 'never'],
  ['ff02::1', 'never'],
  ['no address', 'never'],
  ['', 'never'],
  ['127.1', 'never'],
])('%s is %s', (address, expected) => {
  expect(classOf(address)).toBe(expected);
});

test.each([
  '1.2.3',
  '1.2.3.4.5',
  '01.2.3.4',
  '256.1.1.1',
  '1.2.3.x',
  ':::',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '12345::',
  'g::',
  '::1.2.3',
  '1:2:3:4:5:6:7::8',
])('%s is no address', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

test('two writings of one address are one address', () => {
  const writings = ['2606:4700::1', '2606:4700:0:0:0:0:0:1', '2606:4700:0000::0001'];
  expect(new Set(writings.map(canonicalAddress)).size).toBe(1);
  expect(canonicalAddress('::ffff:808:808')).toBe('8.8.8.8');
  expect(canonicalAddress('::FFFF:8.8.8.8')).toBe('8.8.8.8');
});

test('a restricted pattern may be written for either writing of an address', () => {
  expect(writingsOf('::1')).toEqual(['::1', '0:0:0:0:0:0:0:1']);
  expect(writingsOf('10.0.0.13')).toEqual(['10.0.0.13']);
  expect(writingsOf('::ffff:10.0.0.13')).toEqual(['::ffff:10.0.0.13', '10.0.0.13']);
});

test('names that stand for this machine or its cloud', () => {
  for (const name of ['localhost', 'LOCALHOST', 'svc.localhost']) expect(isLoopbackName(name)).toBe(true);
  for (const name of ['localhost.example', 'notlocalhost', '.localhost']) expect(isLoopbackName(name)).toBe(false);
  for (const name of ['metadata.google.internal', 'METADATA', 'instance-data', 'instance-data.ec2.internal', 'metadata.goog']) {
    expect(isMetadataName(name)).toBe(true);
  }
  expect(isMetadataName('metadata.example')).toBe(false);
});

test('a host that is an address is it, with or without brackets', () => {
  expect(literalOf('[::1]')).toBe('::1');
  expect(literalOf('10.0.0.1')).toBe('10.0.0.1');
  expect(literalOf('a.example')).toBeUndefined();
});
