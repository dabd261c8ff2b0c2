import '#server-only';
import { BlockList, isIP } from 'node:net';

export type AddressList = { has(address: string): boolean };

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/**
 * @param texts addresses such as `10.0.0.5`, and networks such as `10.0.0.0/8`
 * @returns undefined when one of them is neither
 */
export function addressList(texts: readonly string[]): AddressList | undefined {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', bits, ...rest] = text.trim().split('/');
    const family = familyOf(address);
    const isNetwork = bits !== undefined && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 'ipv6' ? 128 : 32);
    if (isIP(address) === 0 || rest.length > 0 || (bits !== undefined && !isNetwork)) return undefined;
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return {
    has(given) {
      const address = given.replace(/^::ffff:(?=\d+\.)/i, ''); // an IPv4 peer of a socket for both families
      return isIP(address) !== 0 && list.check(address, familyOf(address));
    },
  };
}
