import type { Generation } from '../../domain/generation.ts'
import { type AspectRatio, aspectRatios } from '../../domain/request.ts'
import { qualityNames } from '../sentences/names.ts'
import { settingLabels } from '../sentences/settings.ts'

/** One line: what was asked for, and once the video is there, what it really is. */
export function describeSettings(generation: Generation): string {
  const { request, result } = generation
  const labels = [
    qualityNames[request.quality],
    ...(result?.width !== undefined && result.height !== undefined
      ? [settingLabels.size(result.width, result.height)]
      : []),
    settingLabels.seconds(roundSeconds(result?.duration ?? request.duration)),
    request.startImage === undefined ? request.aspectRatio : settingLabels.followsImage,
    (result?.hasSound ?? request.sound) ? settingLabels.soundOn : settingLabels.soundOff,
    ...(request.endImage === undefined ? [] : [settingLabels.endImage]),
    ...(request.shots === undefined ? [] : [settingLabels.shots(request.shots.length)]),
    ...(request.elements === undefined ? [] : [settingLabels.elements(request.elements.length)]),
    ...(request.guidance === undefined ? [] : [settingLabels.guidance(request.guidance)]),
  ]
  return `-# ${labels.join(' · ')}`
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
