import type { Accepted } from '../../domain/contracts/generations.ts'
import type { Frame, Frames } from '../../domain/frame.ts'
import type { ArrivedOrigin } from '../../domain/origin.ts'
import { canRetry } from '../../domain/rules.ts'
import { UserError } from '../../domain/userError.ts'
import { acceptRequest } from './acceptRequest.ts'
import { findKnown } from './findKnown.ts'
import type { Room } from './room.ts'

/** Without the address: it may be what the provider could not read. Then the bytes go themselves. */
function withoutSource({ source, ...kept }: Frame): Frame {
  return kept
}

function withoutSources({ start, end }: Frames): Frames {
  return {
    ...(start !== undefined && { start: withoutSource(start) }),
    ...(end !== undefined && { end: withoutSource(end) }),
  }
}

/**
 * The same request once more, for one that ended without a video. The pictures it kept are used again, since
 * the addresses of the attachments may have expired.
 */
export async function acceptAgain(room: Room, generationId: string, origin: ArrivedOrigin): Promise<Accepted> {
  const earlier = await findKnown(room, generationId)
  if (!canRetry(earlier)) throw new UserError({ code: 'notFound' })
  return acceptRequest(room, {
    request: earlier.request,
    origin,
    retry: { of: earlier.id, frames: withoutSources(earlier.frames) },
  })
}
