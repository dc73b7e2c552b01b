import { days } from '../../../domain/clock.ts'
import type { Mode, Model } from '../../../domain/models.ts'
import { type Quality, qualities } from '../../../domain/request.ts'
import { defineProvider } from '../defineProvider.ts'
import { createKling3Model } from '../kling3.ts'
import { createKlingAdapter } from './adapter.ts'
import { mostLookedUp } from './tasks.ts'

const modes = ['textToVideo', 'imageToVideo'] as const satisfies readonly Mode[]

const resolutionNames: Readonly<Record<Quality, string>> = { standard: '720p', pro: '1080p', '4k': '4k' }

/** @see https://kling.ai/document-api: "should not exceed 3072 characters" */
const longestText = 3_072

function createModels(quality: Quality): Model[] {
  return modes.map((mode) =>
    createKling3Model({
      provider: 'kling',
      // One model serves all resolutions there. It is named with its resolution, so that prices and times are told apart.
      id: `kling-3.0/${resolutionNames[quality]}`,
      quality,
      mode,
      shortestPrompt: 1,
      supports: { endFrame: mode === 'imageToVideo', negativePrompt: true, guidance: false, cuts: true },
      negativeInPrompt: { longest: longestText },
      // A shot may have 512 characters; six such ones with what stands before them would be too long together.
      shots: { count: 6, duration: { shortest: 1, longest: 15 }, prompt: { shortest: 1, longest: 496 } },
      elements: 0,
    }),
  )
}

export const kling = defineProvider({
  id: 'kling',
  name: 'Kling',
  models: qualities.flatMap(createModels),
  // A failed task reports what it cost; where it does not, that is not known.
  failedRenders: 'unknown',
  // @see https://kling.ai/document-api: "generated results will be cleared after 30 days"
  resultLifetime: days(30),
  resultHosts: ['*.klingai.com', '*.kling.ai'],
  account: {
    secrets: {
      key: {
        variable: 'KLING_API_KEY',
        meaning: "Key of Kling's own API, from https://kling.ai/dev/api-key.",
        fix: 'Make a key at https://kling.ai/dev/api-key.',
      },
    },
    apiUrl: {
      variable: 'KLING_API_URL',
      default: 'https://api-singapore.klingai.com',
      path: 'withoutVersion',
      meaning: "Address of Kling's API. Setting it also trusts its origin for the download of results.",
    },
    slots: {
      variable: 'KLING_MAX_CONCURRENT',
      default: 20,
      meaning: 'The most videos that Kling may render for us at once. Where your packs allow fewer, that is found out.',
    },
  },
  traits: { idempotency: 'refusesDuplicates', cancel: 'none', price: 'reported', callbacks: 'signed' },
  limits: {
    // Frames go inside the body, in the only formats there are. 50 MB are allowed; two of these make a body of 14 MB.
    picture: { formats: ['jpeg', 'png'], bytes: 5 * 1024 * 1024, pixels: 32_000_000 },
    pollsPerRequest: mostLookedUp,
    parallelPolls: 4,
  },
  createAdapter: createKlingAdapter,
})
