import { days } from '../../../domain/clock.ts'
import type { Mode, Model } from '../../../domain/models.ts'
import { type Quality, qualities } from '../../../domain/request.ts'
import { defineProvider } from '../defineProvider.ts'
import { createKling3Model } from '../kling3.ts'
import { createRunware, runwareApiUrl } from './createRunware.ts'

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
      supports: { endFrame: mode === 'imageToVideo', negativePrompt: true, guidance: false },
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
        meaning: 'Key of Runware, from https://my.runware.ai/keys. One of the two keys is needed.',
        fix: 'Copy a key from https://my.runware.ai/keys.',
      },
    },
    apiUrl: {
      variable: 'RUNWARE_API_URL',
      default: runwareApiUrl,
      path: 'any',
      meaning: "Address of Runware's API. Setting it also trusts its origin for the download of results.",
    },
    slots: {
      variable: 'RUNWARE_MAX_CONCURRENT',
      default: 5,
      meaning: 'Videos that Runware may render for us at once.',
    },
  },
  create: createRunware,
})
