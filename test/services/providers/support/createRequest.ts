import type { Attachment, Frame, Request } from '../../../../src/domain/request.ts'

/** A text-to-video request in the defaults of the command. */
export function createRequest(changes: Partial<Request> = {}): Request {
  return {
    scene: { kind: 'prompt', prompt: 'A red fox in the snow' },
    duration: 5,
    aspectRatio: '16:9',
    quality: 'standard',
    sound: true,
    ...changes,
  }
}

export function createAttachment(name: string): Attachment {
  return { id: '1', url: `https://cdn.discordapp.com/attachments/1/2/${name}`, fileName: name, size: 1_000 }
}

export function createFrame(hash: string, source?: Frame['source']): Frame {
  return { hash, format: 'png', width: 640, height: 360, size: 1_000, ...(source !== undefined && { source }) }
}
