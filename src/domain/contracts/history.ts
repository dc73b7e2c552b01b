import { z } from 'zod'
import type { Generation, State } from '../generation.ts'
import { quality } from '../request.ts'

/** How a video stands, as coarsely as people ask: there, on its way, or nothing came of it. */
export const progresses = ['ready', 'inProgress', 'notMade'] as const
export const progress = z.enum(progresses)
export type Progress = z.infer<typeof progress>

export const statesOf: Readonly<Record<Progress, readonly State[]>> = {
  ready: ['succeeded'],
  inProgress: ['received', 'preparing', 'queued', 'submitting', 'unconfirmed', 'running'],
  notMade: ['failed', 'cancelled', 'lost'],
}

/** Which of a person's videos are listed; all where nothing is said. */
export const historyFilter = z.object({
  quality: quality.optional(),
  progress: progress.optional(),
  /** All of them stand in the prompt. */
  words: z.string().optional(),
})
export type HistoryFilter = z.infer<typeof historyFilter>

/** Some of a person's videos, newest first. */
export interface HistoryPage {
  readonly userId: string
  readonly filter: HistoryFilter
  /** 0 has the newest. */
  readonly page: number
  readonly items: readonly Generation[]
  readonly hasOlder: boolean
}

/** A person's own videos of whatever day. Nobody else's are ever returned. Methods throw a UserError where the store fails. */
export interface History {
  /** The first page of those; from then on it is what the buttons of this person's list turn. */
  open(userId: string, filter: HistoryFilter): Promise<HistoryPage>
  /** Another page of the list that was opened last, or the one that was seen last. The first where there is no such page. */
  turn(userId: string, page: number | 'here'): Promise<HistoryPage>
  find(userId: string, generationId: string): Promise<Generation | undefined>
}
