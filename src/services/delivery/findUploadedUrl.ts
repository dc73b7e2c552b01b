import { z } from 'zod'

const answer = z.object({
  attachments: z.array(z.object({ filename: z.string().nullish(), url: z.string() })).nullish(),
  components: z.array(z.unknown()).nullish(),
})

const media = z.object({ url: z.string(), attachment_id: z.string() })

/**
 * Where Discord serves a file that was just uploaded, from the message it answered with. In messages made of components it
 * may stand in the component that shows it instead of the list of attachments.
 */
export function findUploadedUrl(message: unknown, fileName: string): string | undefined {
  const parsed = answer.safeParse(message)
  if (!parsed.success) return undefined
  const attachments = parsed.data.attachments ?? []
  const named = attachments.find(({ filename }) => filename === fileName)
  return named?.url ?? findMedia(parsed.data.components, fileName)
}

function findMedia(value: unknown, fileName: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const parsed = media.safeParse(value)
  if (parsed.success && parsed.data.url.split('?')[0]?.endsWith(`/${fileName}`)) return parsed.data.url
  for (const part of Object.values(value)) {
    const found = findMedia(part, fileName)
    if (found !== undefined) return found
  }
  return undefined
}
