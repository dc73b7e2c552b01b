export interface Size {
  readonly width: number
  readonly height: number
}

export interface RunwareModel {
  /** The AIR. */
  readonly id: string
  /** As error texts call it. */
  readonly name: string
  readonly sizes: readonly Size[]
  /** Micro-dollars per second. @see https://runware.ai/docs/models/klingai-video-3-0-4k, whose examples cost 0.42 a second */
  readonly price: { readonly silent: number; readonly withSound: number }
}

const size = (width: number, height: number): Size => ({ width, height })

/**
 * Sizes are a closed list per model: 16:9, 9:16, 1:1. The square ones are larger than the short side of the others.
 * @see https://runware.ai/docs/models/klingai-video-3-0-standard, …-3-0-pro and …-3-0-4k
 */
export const runwareModels: readonly RunwareModel[] = [
  {
    id: 'klingai:kling-video@3-standard',
    name: 'kling video 3.0 standard',
    sizes: [size(1280, 720), size(720, 1280), size(960, 960)],
    price: { silent: 84_000, withSound: 126_000 },
  },
  {
    id: 'klingai:kling-video@3-pro',
    name: 'kling video 3.0 pro',
    sizes: [size(1920, 1080), size(1080, 1920), size(1440, 1440)],
    price: { silent: 112_000, withSound: 168_000 },
  },
  {
    id: 'klingai:kling-video@3-4k',
    name: 'kling video 3.0 4k',
    sizes: [size(3840, 2160), size(2160, 3840), size(2880, 2880)],
    price: { silent: 420_000, withSound: 420_000 },
  },
]
