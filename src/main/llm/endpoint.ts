/** @file An endpoint as the gateway sees it, and whether text that is sent to it stays on machines of one's own. */
import type { EndpointSettings } from '#shared/contracts/endpoints';
import type { EndpointId } from '#shared/domain/ids';

export interface GatewayEndpoint extends EndpointSettings {
  readonly id: EndpointId;
  readonly name: string;
  /** Which checkpoint answers, where it is one of this machine: another under the same name is another model to the cache. */
  readonly checkpoint?: string;
  /** In the clear, for the provider only; null where there is none. AppError where it cannot be read. */
  readonly readKey: () => string | null;
  /** Changes whenever a setting or the key does. */
  readonly revision: string;
}

/** By its addresses, by declaration, or since nothing is sent at all. */
export function isLocalEndpoint({ kind, baseUrls, isDeclaredLocal }: Pick<EndpointSettings, 'kind' | 'baseUrls' | 'isDeclaredLocal'>): boolean {
  return kind !== 'openai' || isDeclaredLocal || baseUrls.every(isLocalAddress);
}

/** Loopback and private networks (RFC 1918, 4193, 6762). A plain host name may lead anywhere. */
export function isLocalAddress(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local')) return true;
  if (host.includes(':')) return host === '::1' || /^f[cd]/.test(host) || /^fe[89ab]/.test(host) || isPrivateMapped(host);
  return isPrivateIpv4(host);
}

function isPrivateIpv4(host: string): boolean {
  const parts = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(host);
  if (parts === null) return false;
  const [first, second] = [Number(parts[1]), Number(parts[2])];
  return first === 127 || first === 10 || (first === 172 && second >= 16 && second <= 31) || (first === 192 && second === 168);
}

/** IPv4 inside IPv6, which URLs write in hexadecimal: ::ffff:7f00:1. */
function isPrivateMapped(host: string): boolean {
  const parts = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
  if (parts === null) return false;
  const [high, low] = [Number.parseInt(parts[1] ?? '', 16), Number.parseInt(parts[2] ?? '', 16)];
  return isPrivateIpv4([high >> 8, high & 255, low >> 8, low & 255].join('.'));
}
