import { createHash } from 'node:crypto'
import type { Renderer, StatusOptions } from '../../domain/contracts/delivery.ts'
import type { Generation } from '../../domain/generation.ts'
import type { MessageView } from '../../domain/message.ts'

export interface Drawing {
  readonly view: MessageView
  /** Equal for equal messages. */
  readonly digest: string
  /** The name of the uploaded video, where there is one. */
  readonly uploads?: string
}

export function drawStatus(renderer: Renderer, generation: Generation, options: StatusOptions): Drawing {
  const view = renderer.status(generation, options)
  const video = view.files.find(({ hash }) => hash === generation.result?.hash)
  return {
    view,
    digest: createHash('sha256')
      .update(JSON.stringify([view.body, view.files]))
      .digest('base64'),
    ...(options.video === 'upload' && video !== undefined && { uploads: video.name }),
  }
}
