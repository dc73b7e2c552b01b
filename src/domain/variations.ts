import type { Request, Scene } from './request.ts'

/** What a prompt can be varied by, and the words that are added to it: English ones, which the models follow best. */
export const variations = {
  slowMotion: 'in slow motion',
  fastMotion: 'fast, energetic motion',
  almostStill: 'almost still, with subtle movement',
  pushIn: 'the camera slowly pushes in',
  orbit: 'the camera orbits around the subject',
  aerial: 'aerial drone shot',
  handheld: 'handheld camera',
  goldenHour: 'golden hour light',
  night: 'at night, in moonlight',
  neon: 'neon light',
  overcast: 'soft, overcast light',
  dreamy: 'dreamy mood',
  tense: 'tense, dramatic mood',
  cheerful: 'cheerful, playful mood',
} as const
export type Variation = keyof typeof variations

export const variationNames = Object.keys(variations) as Variation[]

/** @see https://docs.discord.com/developers/components/reference#string-select */
export const mostVariations = 3

const append = (prompt: string, words: string) => `${prompt.replace(/[\s.,;]+$/u, '')}, ${words}`

/** The same scene, each of its prompts with these words behind it. */
export function vary(request: Request, chosen: readonly Variation[]): Request {
  const words = chosen.map((each) => variations[each]).join(', ')
  const { scene } = request
  const varied: Scene =
    scene.kind === 'prompt'
      ? { kind: 'prompt', prompt: append(scene.prompt, words) }
      : { kind: 'shots', shots: scene.shots.map((shot) => ({ ...shot, prompt: append(shot.prompt, words) })) }
  return { ...request, scene: varied }
}
