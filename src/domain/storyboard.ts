import type { Catalogue, ShotLimits } from './models.ts'
import { fillsDuration, type Request, type Shot } from './request.ts'
import { readText } from './text.ts'
import type { UserErrorReason } from './userError.ts'

/** What a storyboard may hold: the shots of it, and how long all of them together. */
export interface StoryboardLimits extends ShotLimits {
  readonly total: number
}

/** The widest that any of the models sets; nothing where each video is one shot. */
export function findShotLimits(providers: Catalogue): StoryboardLimits | undefined {
  const found = providers.flatMap(({ models }) =>
    models.flatMap(({ shots, duration }) => (shots === undefined ? [] : [{ ...shots, total: duration.longest }])),
  )
  const [first, ...others] = found
  return others.reduce(
    (one, other) =>
      one && {
        count: Math.max(one.count, other.count),
        duration: widen(one.duration, other.duration),
        prompt: widen(one.prompt, other.prompt),
        total: Math.max(one.total, other.total),
      },
    first,
  )
}

const widen = (one: ShotLimits['duration'], other: ShotLimits['duration']) => ({
  shortest: Math.min(one.shortest, other.shortest),
  longest: Math.max(one.longest, other.longest),
})

/** Kept on a card at the most, and offered in one select. What is more is refused as it was typed. */
export const mostKeptShots = 25

const marker = /\[\s*(\d{1,3})\s*(?:s|secs?|seconds?|sek|sekunden?)\.?\s*\]/giu

/**
 * `[3s] a fox wakes up [4s] it runs`: each shot with its seconds before it. Undefined where the text does not begin with a shot, or
 * has only one: then it is a prompt, whatever stands in its brackets.
 */
export function readShots(text: string): readonly Shot[] | undefined {
  const markers = [...text.matchAll(marker)]
  const [first] = markers
  if (first === undefined || text.slice(0, first.index).trim() !== '') return undefined
  const shots = markers.flatMap((each, index): Shot[] => {
    const prompt = readText(text.slice(each.index + each[0].length, markers[index + 1]?.index))
    const seconds = Number(each[1])
    return prompt === undefined || seconds === 0 ? [] : [{ prompt, duration: seconds }]
  })
  return shots.length > 1 ? shots : undefined
}

export const countSeconds = (shots: readonly Shot[]) => shots.reduce((sum, { duration }) => sum + duration, 0)

/** Those of the request; a prompt is one. */
export function listShots({ scene, duration }: Pick<Request, 'scene' | 'duration'>): readonly Shot[] {
  return scene.kind === 'shots' ? scene.shots : [{ prompt: scene.prompt, duration }]
}

/** The video with these shots. They decide how long it is; one without any keeps the length that it had. */
export function withShots({ cuts, ...request }: Request, shots: readonly Shot[]): Request {
  const seconds = countSeconds(shots)
  return { ...request, scene: { kind: 'shots', shots: [...shots] }, ...(seconds > 0 && { duration: seconds }) }
}

/** With the shot at one place moved to another. */
export function moveShot(shots: readonly Shot[], from: number, to: number): readonly Shot[] {
  const moved = shots[from]
  if (moved === undefined || to < 0 || to >= shots.length) return shots
  return shots.toSpliced(from, 1).toSpliced(to, 0, moved)
}

/** Why these shots make no video, the first thing that is wrong; nothing where they do. */
export function findShotProblem(
  { scene, duration }: Pick<Request, 'scene' | 'duration'>,
  limits: StoryboardLimits | undefined,
): UserErrorReason | undefined {
  if (scene.kind === 'prompt') return undefined
  const { shots } = scene
  if (shots.length === 0) return { code: 'noShots' }
  if (limits === undefined) return undefined
  if (shots.length > limits.count) return { code: 'tooManyShots', count: shots.length, limit: limits.count }
  const { shortest, longest } = limits.duration
  const wrong = shots.findIndex((shot) => shot.duration < shortest || shot.duration > longest)
  if (wrong !== -1) {
    return { code: 'shotOutOfRange', shot: wrong + 1, seconds: shots[wrong]?.duration ?? 0, shortest, longest }
  }
  const seconds = countSeconds(shots)
  if (seconds > limits.total) return { code: 'shotsTooLong', seconds, longest: limits.total }
  return fillsDuration({ scene, duration }) ? undefined : { code: 'shotsDoNotFill', seconds, duration }
}
