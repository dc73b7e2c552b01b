import { days } from '../../../domain/clock.ts'
import type { Mode, Model } from '../../../domain/models.ts'
import { pictureFormats, type Quality, qualities } from '../../../domain/request.ts'
import { defineProvider } from '../defineProvider.ts'
import { createKling3Model } from '../kling3.ts'
import { createRunwareAdapter } from './adapter.ts'

const modes = ['textToVideo', 'imageToVideo'] as const satisfies readonly Mode[]

function createModels(quality: Quality): Model[] {
  return modes.map((mode) =>
    createKling3Model({
      provider: 'runware',
      id: `klingai:kling-video@3-${quality}`,
      quality,
      mode,
      // @see https://runware.ai/docs/models/klingai-video-3-0-4k
      shortestPrompt: 2,
      // `guidance` and `elements` stay off: no trustworthy source gives their shape for Kling 3 at Runware.
      supports: { endFrame: mode === 'imageToVideo', negativePrompt: true, guidance: false, cuts: true },
      elements: 0,
    }),
  )
}

export const runware = defineProvider({
  id: 'runware',
  name: 'Runware',
  models: qualities.flatMap(createModels),
  // So its clients report.
  failedRenders: 'free',
  // @see https://runware.ai/docs/platform/media-storage (`ttl`, 7 days by default)
  resultLifetime: days(7),
  resultHosts: ['vm.runware.ai', '*.runware.ai'],
  account: {
    secrets: {
      key: {
        variable: 'RUNWARE_API_KEY',
        meaning: 'Key of Runware, from https://my.runware.ai/keys.',
        fix: 'Copy a key from https://my.runware.ai/keys.',
      },
    },
    apiUrl: {
      variable: 'RUNWARE_API_URL',
      default: 'https://api.runware.ai/v1',
      path: 'any',
      meaning: "Address of Runware's API. Setting it also trusts its origin for the download of results.",
    },
    slots: {
      variable: 'RUNWARE_MAX_CONCURRENT',
      default: 5,
      meaning: 'Videos that Runware may render for us at once.',
    },
  },
  traits: { idempotency: 'provesConflict', cancel: 'none', price: 'reported', callbacks: 'unsigned' },
  limits: {
    // Frames go inside the task, never through an upload: the service keeps uploads at no more than 2048 pixels a side, too
    // few for a 4K video. At 5 MiB each, two frames make a body of 14 MB at the most; should its submit time out, `lookup`
    // finds out what became of it. @see https://runware.ai/docs/platform/image-upload
    picture: { formats: pictureFormats, bytes: 5 * 1024 * 1024, pixels: 32_000_000 },
    pollsPerRequest: 100,
    parallelPolls: 4,
  },
  createAdapter: createRunwareAdapter,
})
