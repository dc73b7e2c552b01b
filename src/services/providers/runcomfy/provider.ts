import type { Model } from '../../../domain/models.ts'
import { type Quality, qualities } from '../../../domain/request.ts'
import { defineProvider } from '../defineProvider.ts'
import { createKling3Model } from '../kling3.ts'
import { createRuncomfyAdapter } from './adapter.ts'

function createModels(quality: Quality): Model[] {
  const common = { provider: 'runcomfy', quality, shortestPrompt: 1 }
  const supports = { negativePrompt: true, guidance: true }
  return [
    createKling3Model({
      ...common,
      id: `kling/kling-3.0/${quality}/text-to-video`,
      mode: 'textToVideo',
      // The only one of the six whose `shot_type` may be `intelligent`.
      supports: { ...supports, endFrame: false, cuts: quality === 'standard' },
      elements: 0,
    }),
    createKling3Model({
      ...common,
      id: `kling/kling-3.0/${quality}/image-to-video`,
      mode: 'imageToVideo',
      // The standard image-to-video schema has no `end_image_url`; pro and 4k do.
      supports: { ...supports, endFrame: quality !== 'standard', cuts: false },
      elements: 3,
    }),
  ]
}

export const runcomfy = defineProvider({
  id: 'runcomfy',
  name: 'RunComfy',
  models: qualities.flatMap(createModels),
  // Not known.
  failedRenders: 'unknown',
  resultHosts: ['*.runcomfy.net', '*.runcomfy.com'],
  account: {
    secrets: {
      key: {
        variable: 'RUNCOMFY_API_KEY',
        meaning: 'Key of RunComfy, from https://www.runcomfy.com/profile.',
        fix: 'Copy the token from https://www.runcomfy.com/profile.',
      },
    },
    apiUrl: {
      variable: 'RUNCOMFY_API_URL',
      default: 'https://model-api.runcomfy.net',
      path: 'withoutVersion',
      meaning: "Address of RunComfy's API. Setting it also trusts its origin for the download of results.",
    },
    slots: {
      variable: 'RUNCOMFY_MAX_CONCURRENT',
      default: 5,
      meaning: 'Videos that RunComfy may render for us at once. The slots are those of the account.',
    },
  },
  traits: { idempotency: 'none', cancel: 'queued', price: 'reported', callbacks: 'none' },
  limits: {
    // Data URIs are not documented, but the service's own client sends them, up to 6 MiB and 32 megapixels a picture.
    // @see https://github.com/runcomfy-com/comfyui-runcomfy-partner-nodes
    picture: { formats: ['jpeg'], bytes: 5 * 1024 * 1024, pixels: 32_000_000 },
    pollsPerRequest: 1,
    parallelPolls: 8,
  },
  createAdapter: createRuncomfyAdapter,
})
