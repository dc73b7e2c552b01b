import type { Provider } from '../../domain/contracts/provider.ts'

type Hosts = Pick<Provider, 'resultHosts' | 'trustedOrigin'>

function isTrusted(address: string, { trustedOrigin }: Hosts): boolean {
  return trustedOrigin !== undefined && new URL(address).origin === new URL(trustedOrigin).origin
}

/** Whether a person may be given the address of a paid video that cannot be fetched here: any over https. */
export function mayShow(address: string, from: Hosts): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, username, password } = new URL(address)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || isTrusted(address, from)
}

/**
 * Whether a result may be fetched from there: over https from the provider's own hosts, or from exactly the origin that
 * the operator trusts. The address came with an answer, so it is not to be believed; an allow list of hosts also keeps us
 * out of private networks.
 */
export function mayFetch(address: string, from: Hosts): boolean {
  if (!mayShow(address, from)) return false
  const { protocol, hostname, port } = new URL(address)
  if (isTrusted(address, from)) return true
  if (protocol !== 'https:' || port !== '') return false
  return from.resultHosts.some((host) =>
    host.startsWith('*.') ? hostname.endsWith(host.slice(1).toLowerCase()) : hostname === host.toLowerCase(),
  )
}
