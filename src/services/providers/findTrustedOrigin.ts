/** The origin of an API address that the operator set; nothing for the provider's own. */
export function findTrustedOrigin(apiUrl: string, ownUrl: string): string | undefined {
  return apiUrl === ownUrl ? undefined : new URL(apiUrl).origin
}
