import type { StatusOptions } from '../../../src/domain/contracts/delivery.ts'
import type { Generation } from '../../../src/domain/generation.ts'
import { noon } from './createGeneration.ts'

/** A generation, how it is shown, and the lines that its status message has in English. */
export type StatusRow = [name: string, generation: Generation, options: Partial<StatusOptions>, lines: string[]]

export const usual: StatusOptions = { video: 'upload', withPrompt: true, isPrivate: false }
export const asked = '<t:1800000000:R>'
export const prompt = '> a paper boat on a rainy street'
export const owner = '<@1100000000000000004>'
export const settings = `-# ${owner} · Standard · 5 s`
export const hide = '[Hide when done -> hide:abcdefgh12345678]'
export const cancel = '[Cancel (free) -> cancel:abcdefgh12345678]'
export const check = '[Refresh -> check:abcdefgh12345678]'
export const retry = '[Try again -> retry:abcdefgh12345678]'
export const notCounted = 'Not counted against the allowance.'
export const countedPerhaps = "Kling didn't say whether it charged for it, so it counts against the allowance."
export const grey = '#95a5a6'
export const blurple = '#5865f2'
export const yellow = '#fee75c'
export const red = '#ed4245'
export const darkGrey = '#979c9f'
export const green = '#57f287'

export const free = { counted: 0, spent: 0, basis: 'none' } as const
export const running = { state: 'running', submits: 1, submittedAt: noon + 60_000, stateSince: noon + 61_000 } as const
export const took = '<t:1800000060:R>'
