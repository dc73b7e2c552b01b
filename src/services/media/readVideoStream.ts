import { MediaFull, ResultUnavailable } from '../../domain/contracts/media.ts'
import { followBoxes } from './followBoxes.ts'
import type { FileAnswer } from './openFile.ts'
import { sniffedBytes, sniffVideo } from './sniffVideo.ts'

export interface ReadVideoStreamOptions {
  readonly capBytes: number
  /** Called with the number of bytes whenever some arrived. */
  readonly onProgress: (bytes: number) => void
}

/**
 * The bytes of the answer, as long as they are a whole video within the cap. Throws ResultUnavailable, at the end where half of
 * it is missing, or MediaFull over the cap.
 */
export async function* readVideoStream(
  answer: FileAnswer,
  { capBytes, onProgress }: ReadVideoStreamOptions,
): AsyncGenerator<Uint8Array> {
  if ((answer.length ?? 0) > capBytes) throw createTooLarge(capBytes)
  const boxes = followBoxes()
  let head: Uint8Array | undefined = new Uint8Array()
  let hasBoxes = false
  let size = 0
  for await (const chunk of readBody(answer)) {
    onProgress(chunk.byteLength)
    size += chunk.byteLength
    if (size > capBytes) throw createTooLarge(capBytes)
    boxes.push(chunk)
    if (head === undefined) {
      yield chunk
      continue
    }
    head = Buffer.concat([head, chunk])
    if (head.byteLength < sniffedBytes) continue
    const kind = sniffVideo(head.subarray(0, sniffedBytes))
    if (kind === undefined) throw new ResultUnavailable('The result is not a video')
    hasBoxes = kind === 'boxes'
    yield head
    head = undefined
  }
  // So little cannot be a video.
  if (head !== undefined) throw new ResultUnavailable('The result is not a video')
  const gap = hasBoxes ? boxes.findGap() : undefined
  if (gap !== undefined) throw new ResultUnavailable(`The result is not whole: ${gap}`)
}

async function* readBody({ body, length }: FileAnswer): AsyncGenerator<Uint8Array> {
  let size = 0
  try {
    for await (const chunk of body) {
      size += chunk.byteLength
      yield chunk
    }
  } catch (error) {
    throw new ResultUnavailable('The result broke off', { cause: error })
  }
  if (length !== undefined && size !== length) throw new ResultUnavailable(`The result broke off after ${size} bytes`)
}

/** A paid video that is too large to keep is no failure: its link still reaches the person. */
function createTooLarge(capBytes: number): MediaFull {
  return new MediaFull(`The result has more than ${capBytes} bytes`)
}
