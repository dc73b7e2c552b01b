import type { ChangedPlace, Generations } from '../../domain/contracts/generations.ts'
import { StoreFailure } from '../../domain/contracts/store.ts'
import { UserError, type UserErrorReason } from '../../domain/userError.ts'
import { abortGeneration } from './abortGeneration.ts'
import { acceptAgain } from './acceptAgain.ts'
import { acceptRequest } from './acceptRequest.ts'
import { beginGeneration } from './beginGeneration.ts'
import { cancelGeneration } from './cancelGeneration.ts'
import { createRoom } from './createRoom.ts'
import { forgetRecords } from './forgetRecords.ts'
import { listGenerations } from './listGenerations.ts'
import { lookForAnswer } from './lookForAnswer.ts'
import { NotOpen, Stopped } from './records/generationRepository.ts'
import { recover } from './recover.ts'
import { redeliverGeneration } from './redeliverGeneration.ts'
import { refreshGeneration } from './refreshGeneration.ts'
import { reopenPlace } from './reopenPlace.ts'
import type { GenerationsDependencies } from './room.ts'
import { sweepForgotten } from './sweepForgotten.ts'

export interface GenerationsService extends Generations {
  /** Something has changed there that may let undelivered generations through: they are tried again soon. */
  reopen(place: ChangedPlace): void
  /** Takes up everything that is open in the store, then serves. Throws StoreFailure where the store cannot be read. */
  start(): Promise<void>
  /**
   * Submits nothing more, waits for the submits in flight until their operations are saved, at most for the grace, and
   * leaves no timer behind. Everything else goes on at the next start.
   */
  stop(): Promise<void>
}

interface Words {
  readonly storeFailed: UserErrorReason
  readonly stopped: UserErrorReason
}

/** Nothing was begun. */
const ofRequests: Words = { storeFailed: { code: 'storeUnavailable' }, stopped: { code: 'shuttingDown' } }
/** About a generation that exists, and may have cost something. */
const ofButtons: Words = { storeFailed: { code: 'storeFailed' }, stopped: { code: 'restarting' } }

/** The words for what stands in the way, where it is not a defect. */
async function refuseKnown<T>({ storeFailed, stopped }: Words, answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof StoreFailure) throw new UserError(storeFailed, { cause: error })
    if (error instanceof Stopped) throw new UserError(stopped, { cause: error })
    if (error instanceof NotOpen) throw new UserError({ code: 'notFound' }, { cause: error })
    throw error
  }
}

/** The life of every generation, from the command to the delivered result. */
export function createGenerations(dependencies: GenerationsDependencies): GenerationsService {
  const { room, stop } = createRoom(dependencies)
  return {
    accept: (request, origin) => refuseKnown(ofRequests, acceptRequest(room, { request, origin })),
    acceptAgain: (generationId, origin) => refuseKnown(ofRequests, acceptAgain(room, generationId, origin)),
    begin: (generationId, acknowledgement) =>
      refuseKnown(ofButtons, beginGeneration(room, generationId, acknowledgement)),
    findOrigin: async (generationId) => (await refuseKnown(ofButtons, room.repository.find(generationId)))?.origin,
    abort: (generationId) => refuseKnown(ofButtons, abortGeneration(room, generationId)),
    lookForAnswer: (generationId) => lookForAnswer(room, generationId),
    cancel: (generationId, confirmed) => refuseKnown(ofButtons, cancelGeneration(room, generationId, confirmed)),
    refresh: (generationId, renewed) => refuseKnown(ofButtons, refreshGeneration(room, generationId, renewed)),
    reopen: (place) => reopenPlace(room, place),
    list: async (userId) => listGenerations(room, userId),
    redeliver: (generationId, target) => refuseKnown(ofButtons, redeliverGeneration(room, generationId, target)),
    async start() {
      await room.renderTimesKeeper.load()
      await recover(room)
      sweepForgotten(room)
      void forgetRecords(room)
    },
    stop,
  }
}
