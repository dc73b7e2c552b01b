import type { FrameRole, PictureProblem } from '../../domain/frame.ts'
import type { Failure } from '../../domain/generation.ts'
import { failureSentences, pictureSentences } from '../sentences/failure.ts'

/** Why there is no video, in a sentence of its kind. */
export function describeFailure(failure: Failure | undefined): string {
  if (failure === undefined) return failureSentences.renderFailed
  if (failure.kind === 'pictureRefused') return describePictureProblem(failure.role, failure.problem)
  return failureSentences[failure.kind]
}

const options: Readonly<Record<FrameRole, string>> = { start: 'image', end: 'end_image' }

function describePictureProblem(role: FrameRole, problem: PictureProblem): string {
  const option = options[role]
  switch (problem.kind) {
    case 'foreignOrigin':
    case 'unreachable':
    case 'notKept':
    case 'notAPicture':
    case 'broken':
    case 'tooDemanding':
    case 'busy':
      return pictureSentences[problem.kind](option)
    case 'tooManyBytes':
      return pictureSentences.tooManyBytes(option, Math.floor(problem.limit / 1024 / 1024))
    case 'tooManyPixels':
      return pictureSentences.tooManyPixels(option, Math.floor(problem.limit / 1_000_000))
    case 'tooSmall':
      return pictureSentences.tooSmall(option, problem.width, problem.height, problem.shortestSide)
    case 'badRatio':
      return pictureSentences.badRatio(option, problem.width, problem.height)
  }
}
