import type { JobPictures } from './createAccount.ts'
import type { PictureSource, ProviderName, Submission } from './job.ts'
import { type Fetch, loadPicture, type Picture, type PictureLimits } from './pictures/loadPicture.ts'
import { runwarePictures } from './runware/createUploads.ts'

const limits: Readonly<Record<ProviderName, PictureLimits>> = {
  // The formats stand on https://www.runcomfy.com/models/kling/kling-3.0/4k/image-to-video/api. No page names a size for
  // addresses; 30 MB is what https://fal.ai/models/fal-ai/kling-video says of the same model.
  runcomfy: { formats: ['jpeg', 'png', 'bmp', 'webp'], largest: 30 * 1024 * 1024 },
  runware: runwarePictures,
}

/** Fetches or decodes every picture of a submit. Rejects with a PictureProblem where one of them cannot be used. */
export async function loadJobPictures(
  { startPicture, endPicture, otherPictures }: Submission,
  provider: ProviderName,
  means: { readonly fetch: Fetch; readonly signal: AbortSignal },
): Promise<JobPictures> {
  const load = (source: PictureSource): Promise<Picture> => loadPicture(source, limits[provider], means)
  const [start, end] = await Promise.all([
    startPicture === undefined ? undefined : load(startPicture),
    endPicture === undefined ? undefined : load(endPicture),
    ...otherPictures.map(load),
  ])
  return { ...(start && { start }), ...(end && { end }) }
}
