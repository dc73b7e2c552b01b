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
 * The video of an answer: the documented fields of its `output` first, then any address of an MP4 in there, then what
 * other services call it beside the `output`. Only https, or the origin the operator set. Nothing else is looked at: the
 * echoed `input` may hold videos too.
 */
export function findVideoUrl(answer: Readonly<Record<string, unknown>>, trustedOrigin: string | undefined) {
  const { output } = answer
  const { video, videos } = (typeof output === 'object' && output !== null ? output : {}) as Record<string, unknown>
  const beside = [answer.video, answer.videos, answer.video_url, answer.videoUrl, answer.videoURL].flatMap(
    (each) => listStrings(each)[0] ?? [],
  )
  const named = [video, Array.isArray(videos) ? videos[0] : undefined, output]
  const inside = listStrings(output).filter(
    (each) => URL.canParse(each) && new URL(each).pathname.toLowerCase().endsWith('.mp4'),
  )
  return [...named, ...inside, ...beside].find((each) => isFetchable(each, trustedOrigin))
}
