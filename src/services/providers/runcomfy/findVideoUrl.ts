function isFetchable(candidate: unknown, trustedOrigin: string | undefined): candidate is string {
  if (typeof candidate !== 'string' || !URL.canParse(candidate)) return false
  const { protocol, origin } = new URL(candidate)
  return protocol === 'https:' || origin === trustedOrigin
}

function listStrings(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || depth > 6) return []
  return Object.values(value).flatMap((each) => listStrings(each, depth + 1))
}

/**
 * The video among a result's `output`: the documented fields first, then any address of an MP4. Only https, or the
 * origin the operator set. Nothing outside `output` is looked at: the echoed `input` may hold videos too.
 */
export function findVideoUrl(output: unknown, trustedOrigin: string | undefined): string | undefined {
  if (typeof output !== 'object' || output === null) return undefined
  const { video, videos } = output as Record<string, unknown>
  const documented = [video, Array.isArray(videos) ? videos[0] : undefined]
  const found = documented.find((candidate) => isFetchable(candidate, trustedOrigin))
  if (typeof found === 'string') return found
  return listStrings(output).find(
    (candidate) => isFetchable(candidate, trustedOrigin) && new URL(candidate).pathname.toLowerCase().endsWith('.mp4'),
  )
}
