import type { Provider } from '../../domain/contracts/provider.ts'

/**
 * Whether a result may be fetched from there: over https from the provider's own hosts, or from exactly the origin that
 * the operator trusts. The address came with an answer, so it is not to be believed; an allow list of hosts also keeps us
 * out of private networks.
 */
export function mayFetch(address: string, from: Pick<Provider, 'resultHosts' | 'trustedOrigin'>): boolean {
  if (!URL.canParse(address)) return false
  const { origin, protocol, hostname, port, username, password } = new URL(address)
  if (username !== '' || password !== '') return false
  if (from.trustedOrigin !== undefined && origin === new URL(from.trustedOrigin).origin) return true
  if (protocol !== 'https:' || port !== '') return false
  return from.resultHosts.some((host) =>
    host.startsWith('*.') ? hostname.endsWith(host.slice(1).toLowerCase()) : hostname === host.toLowerCase(),
  )
}
