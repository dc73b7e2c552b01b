import type { Model } from '../../../domain/models.ts'
import { type Quality, qualities } from '../../../domain/request.ts'
import { defineProvider } from '../defineProvider.ts'
import { createKling3Model } from '../kling3.ts'
import { createRuncomfy } from './createRuncomfy.ts'

function createModels(quality: Quality): Model[] {
  const common = { provider: 'runcomfy', quality, shortestPrompt: 1 }
  const supports = { negativePrompt: true, guidance: true }
  return [
    createKling3Model({
      ...common,
      id: `kling/kling-3.0/${quality}/text-to-video`,
      mode: 'textToVideo',
      supports: { ...supports, endFrame: false },
      elements: 0,
    }),
    createKling3Model({
      ...common,
      id: `kling/kling-3.0/${quality}/image-to-video`,
      mode: 'imageToVideo',
      // The standard image-to-video schema has no `end_image_url`; pro and 4k do.
      supports: { ...supports, endFrame: quality !== 'standard' },
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
  create: createRuncomfy,
})
