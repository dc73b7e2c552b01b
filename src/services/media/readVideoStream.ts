import type { Response } from 'undici'
import { MediaFull, ResultUnavailable } from '../../domain/contracts/media.ts'
import { sniffedBytes, sniffVideo } from './sniffVideo.ts'

export interface ReadVideoStreamOptions {
  readonly capBytes: number
  /** Called with the number of bytes whenever some arrived. */
  readonly onProgress: (bytes: number) => void
}

/** The bytes of the answer, as long as they are a video within the cap. Throws ResultUnavailable, or MediaFull over the cap. */
export async function* readVideoStream(
  response: Response,
  { capBytes, onProgress }: ReadVideoStreamOptions,
): AsyncGenerator<Uint8Array> {
  if (Number(response.headers.get('content-length')) > capBytes) throw createTooLarge(capBytes)
  let head: Uint8Array | undefined = new Uint8Array()
  let size = 0
  for await (const chunk of readBody(response)) {
    onProgress(chunk.byteLength)
    size += chunk.byteLength
    if (size > capBytes) throw createTooLarge(capBytes)
    if (head === undefined) {
      yield chunk
      continue
    }
    head = Buffer.concat([head, chunk])
    if (head.byteLength < sniffedBytes) continue
    requireVideo(head)
    yield head
    head = undefined
  }
  // So little cannot be a video, but the reason is worth telling.
  if (head !== undefined) throw createNotAVideo(head)
}

async function* readBody(response: Response): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) yield chunk
  } catch (error) {
    throw new ResultUnavailable('The result broke off', true, { cause: error })
  }
}

function requireVideo(head: Uint8Array): void {
  if (sniffVideo(head.subarray(0, sniffedBytes)) !== 'video') throw createNotAVideo(head)
}

/** A page or a message in the place of the file is a passing trouble of the host; another kind of file is not. */
function createNotAVideo(head: Uint8Array): ResultUnavailable {
  const isPassing = sniffVideo(head.subarray(0, sniffedBytes)) !== 'other'
  return new ResultUnavailable('The result is not a video', isPassing)
}

/** A paid video that is too large to keep is no failure: its link still reaches the person. */
function createTooLarge(capBytes: number): MediaFull {
  return new MediaFull(`The result has more than ${capBytes} bytes`)
}
