import type { Generation, Result } from '../domain/generation.ts'
import { type AspectRatio, aspectRatios, type Request, requestDefaults } from '../domain/request.ts'
import { isFinal } from '../domain/stateMachine.ts'
import type { Texts } from './text/en.ts'

/** How long, and what is not as usual: as it was made, where it was. */
export function listSettings(
  { settings, times, variants, writing }: Texts,
  request: Request,
  made?: Pick<Result, 'duration' | 'hasSound'>,
): string[] {
  // A storyboard that has no length yet.
  const isEmpty = request.scene.kind === 'shots' && request.scene.shots.length === 0
  return [
    ...(isEmpty ? [] : [times.seconds(writing.number(roundSeconds(made?.duration ?? request.duration)))]),
    ...(request.startImage !== undefined || request.aspectRatio === requestDefaults.aspectRatio
      ? []
      : [request.aspectRatio]),
    ...((made?.hasSound ?? request.sound) ? [] : [settings.soundOff]),
    ...(request.endImage === undefined ? [] : [settings.endImage]),
    ...(request.scene.kind === 'prompt' || isEmpty ? [] : [settings.shots(request.scene.shots.length)]),
    ...(request.cuts === undefined ? [] : [request.cuts === 'one' ? settings.oneShot : settings.cutByKling]),
    ...(request.elements === undefined ? [] : [settings.elements(request.elements.length)]),
    ...(request.variants === undefined ? [] : [variants.count(request.variants)]),
    ...(request.guidance === undefined ? [] : [settings.guidance(writing.number(request.guidance))]),
  ]
}

function roundSeconds(seconds: number): number {
  return Math.round(seconds * 10) / 10
}

/** Videos of encoders are off by a few pixels. */
const ratioTolerance = 0.02

/** The aspect ratio that was asked for and that the start image does not have. */
export function findIgnoredAspectRatio({ request, frames }: Generation): AspectRatio | undefined {
  const asked = request.ignoredAspectRatio
  if (asked === undefined || frames.start === undefined) return asked
  const ratio = frames.start.width / frames.start.height
  const same = aspectRatios.find((each) => Math.abs(ratio / divide(each) - 1) <= ratioTolerance)
  return same === asked ? undefined : asked
}

function divide(aspectRatio: AspectRatio): number {
  const [width = 1, height = 1] = aspectRatio.split(':').map(Number)
  return width / height
}

/** What it costs, and how sure that is. Nothing where no video came of it. */
export function describeCost({ settings, writing }: Texts, generation: Generation): string[] {
  const { settlement, reserved, state } = generation
  if (isFinal(generation) && state !== 'succeeded') return []
  switch (settlement?.basis) {
    case 'reported':
      return [writing.money(settlement.spent)]
    case 'estimated':
      return [settings.estimate(writing.money(settlement.spent))]
    case 'none':
      return [settings.noCost]
    case 'unknown':
      return [settings.unknownCost]
    case undefined:
      return [settings.estimate(writing.money(reserved))]
  }
}
