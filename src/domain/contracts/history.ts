import { z } from 'zod'
import type { Wanted } from '../draft.ts'
import type { Generation, State } from '../generation.ts'
import type { ArrivedOrigin } from '../origin.ts'
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

/**
 * A person's own videos of whatever day, and what may be made of others' by their recipes. Methods throw a UserError where the
 * answer is no, or the store fails.
 */
export interface History {
  /** The first page of those; from then on it is what the buttons of this person's list turn. */
  open(userId: string, filter: HistoryFilter): Promise<HistoryPage>
  /** Another page of the list that was opened last, or the one that was seen last. The first where there is no such page. */
  turn(userId: string, page: number | 'here'): Promise<HistoryPage>
  find(userId: string, generationId: string): Promise<Generation | undefined>
  /** The newest that have a recipe code, of those whose code or prompt has what was typed; only finished ones where that is wanted. */
  suggest(userId: string, typed: string, onlyReady?: boolean): Promise<readonly Generation[]>
  /** What the recipe makes, for somebody who may run it: its owner, or anybody where the owner allows that. */
  want(userId: string, recipe: string): Promise<Wanted>
  /** One of the person's finished videos, by its recipe or the newest, that may be seen at that place. */
  findShowable(place: ArrivedOrigin, recipe: string | undefined): Promise<Generation>
  /** Shows it once more, in the message that answers the command. */
  show(generation: Generation, place: ArrivedOrigin, messageId: string): Promise<void>
}

/** A video that `/kling show` showed to everybody in a server, away from its own message. */
export const shownCopy = z.object({
  /** Of the message. */
  id: z.string(),
  version: z.number().int().nonnegative(),
  generationId: z.string(),
  /** Who showed it. */
  userId: z.string(),
  guildId: z.string(),
  channelId: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number().int(),
  /** When somebody decided that it is to go; it stands there as long as there is a record. */
  removedAt: z.number().int().optional().catch(undefined),
})
export type ShownCopy = z.infer<typeof shownCopy>

/** Where videos were shown once more, so that they can be reported there and taken away. Methods throw StoreFailure. */
export interface ShownCopies {
  save(copy: Omit<ShownCopy, 'version' | 'at' | 'removedAt'>): Promise<void>
  find(messageId: string): Promise<ShownCopy | undefined>
  /**
   * Deletes those messages of the video in the background, once that is saved: what Discord does not let us delete is tried again
   * for a week.
   */
  takeAway(generationId: string): Promise<void>
  /** The same with one of them. */
  takeAwayOne(messageId: string): Promise<void>
}
