import { type APIButtonComponent, ButtonStyle } from 'discord.js'
import { hasChannelRoute } from '../../domain/channelRoute.ts'
import type { StatusOptions } from '../../domain/contracts/delivery.ts'
import { type Generation, isFinal } from '../../domain/generation.ts'
import { createButton, createLinkButton } from '../parts.ts'
import { buttonLabels } from '../sentences/buttons.ts'
import { canCancel } from './canCancel.ts'
import { canRetry } from './canRetry.ts'
import { findShowing } from './findShowing.ts'

/** Where only a click brings a token that still works, from the first edit on. */
export function needsCheck(generation: Generation): boolean {
  return !isFinal(generation) && !hasChannelRoute(generation.origin)
}

/** What can be done from the message now. @param link the address of the finished video */
export function renderActions(
  generation: Generation,
  options: Pick<StatusOptions, 'isPrivate'>,
  link: string | undefined,
): APIButtonComponent[] {
  const { id } = generation
  const isWithheld = generation.state === 'succeeded' && findShowing(generation, options.isPrivate) === 'withheld'
  return [
    ...(link === undefined ? [] : [createLinkButton(link, buttonLabels.openVideo)]),
    ...(isWithheld ? [createButton('deliver', id, buttonLabels.showPrivately)] : []),
    ...(canRetry(generation) ? [createButton('retry', id, buttonLabels.retry, ButtonStyle.Primary)] : []),
    ...(needsCheck(generation) ? [createButton('check', id, buttonLabels.check)] : []),
    ...(canCancel(generation) ? [createButton('cancel', id, buttonLabels.cancel)] : []),
  ]
}
