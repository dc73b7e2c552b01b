import { placeOf, refuseMissing, wantAgain } from '../domain/draft.ts'
import { findLimits } from '../domain/models.ts'
import { joinPrompts } from '../domain/request.ts'
import { canChangeSettings } from '../domain/stateMachine.ts'
import { readText } from '../domain/text.ts'
import { UserError } from '../domain/userError.ts'
import { findWaysOut } from '../domain/waysOut.ts'
import { findGeneration } from '../interactions/access.ts'
import { createCustomId } from '../interactions/customId.ts'
import type { Button, Modal } from '../interactions/handler.ts'
import { readOrigin, readPrivateTarget, readToken } from '../interactions/origin.ts'
import { promptField, renderCancelOutcome, renderPromptForm, renderRepeated } from '../views/clickAnswers.ts'
import { renderRefusal } from '../views/refusal.ts'
import { selectTexts } from '../views/text/texts.ts'
import { isPrivateRound, openDraft } from './rounds.ts'

const ofOwner = { find: findGeneration, allowed: 'owner', places: ['message', 'private'] } as const

/** Check: brings the status message up to date with the token of the click, which lives for another 15 minutes. */
export const check: Button = {
  kind: 'button',
  name: 'check',
  access: { find: findGeneration, allowed: 'anyone', places: ['message'] },
  acknowledge: 'update',
  async proceed({ recordId, interaction }, { generations }) {
    await generations.refresh(recordId, readToken(interaction))
    return undefined
  },
}

/** Shows a finished video to its owner in a private message. */
export const deliver: Button = {
  kind: 'button',
  name: 'deliver',
  access: ofOwner,
  acknowledge: 'privateMessage',
  async proceed({ recordId, interaction }, { generations }) {
    await generations.redeliver(recordId, readPrivateTarget(interaction))
    return undefined
  },
}

/** Try again: the same request once more, as private as the video before, or as the message where it is asked elsewhere. */
export const retry: Button = {
  kind: 'button',
  name: 'retry',
  access: ofOwner,
  pays: 'once',
  async accept({ recordId, interaction, actor: { isAlone } }, { generations, rounds }) {
    const origin = readOrigin(interaction, isAlone)
    const generation = await generations.find(recordId)
    if (generation !== undefined) {
      const wanted = wantAgain(generation)
      refuseMissing(await rounds.findMissing(wanted), { wanted, place: placeOf(origin) })
    }
    return generations.acceptAgain(recordId, origin)
  },
}

/**
 * Change prompt: opens a form with the prompt that was refused, unless it was used before: then what is typed would be lost. Where
 * shots were refused, the storyboard.
 */
export const changePrompt: Button = {
  kind: 'button',
  name: 'changePrompt',
  access: ofOwner,
  async execute({ recordId, interaction, actor }, { generations, drafts, policy }) {
    const texts = selectTexts(interaction.locale)
    const { generation, isRepeated } = await generations.findRefused(recordId, createCustomId('newPrompt', recordId))
    if (isRepeated) return { kind: 'reply', view: renderRepeated(texts, generation), ephemeral: true }
    if (generation.request.scene.kind === 'shots') return openDraft(interaction, { generation, actor }, { drafts })
    const limits = findLimits(policy.providers.flatMap(({ models }) => models))
    if (limits === undefined) throw new UserError({ code: 'notFound' })
    const { longest } = limits.prompt
    const modal = renderPromptForm(texts, recordId, { prompt: joinPrompts(generation.request), longest })
    return { kind: 'modal', modal }
  },
}

/** Change, where the settings or a picture were refused: the request as a draft, with what would work and its price. */
export const changeRefused: Button = {
  kind: 'button',
  name: 'changeRefused',
  access: ofOwner,
  async execute({ recordId, interaction, actor }, { generations, drafts, policy }) {
    const generation = await generations.find(recordId)
    if (generation === undefined || !canChangeSettings(generation)) throw new UserError({ code: 'notFound' })
    const { failure, request } = generation
    if (failure?.kind !== 'pictureRefused') return openDraft(interaction, { generation, actor }, { drafts })
    const reason = { ...failure, code: 'pictureRefused' } as const
    const ways = findWaysOut(reason, request, policy.providers) ?? { changes: [] }
    const place = placeOf(readOrigin(interaction, isPrivateRound(generation, actor)))
    const draft = await drafts.save(wantAgain(generation), place, ways.changes)
    const view = renderRefusal(selectTexts(interaction.locale), reason, { request, draft, ways })
    return { kind: 'reply', view, ephemeral: true }
  },
}

/** The same video with the prompt that was sent, as private as Try again makes it. */
export const newPrompt: Modal = {
  kind: 'modal',
  name: 'newPrompt',
  access: ofOwner,
  pays: 'once',
  async accept({ recordId, interaction, actor: { isAlone } }, { generations }) {
    const prompt = readText(interaction.fields.getTextInputValue(promptField))
    if (prompt === undefined) throw new UserError({ code: 'promptEmpty' })
    return generations.acceptChanged(recordId, prompt, readOrigin(interaction, isAlone))
  },
}

/**
 * The two ways to stop a video that somebody no longer wants, in the status message and in `/kling queue`; a moderator may do
 * both with everybody's. In the status message the token of the click shows what it did, also where the bot cannot reach the
 * message any more. A click in `/kling queue` must not lend its token: it would edit the list.
 */
const stop = {
  kind: 'button',
  access: { find: findGeneration, allowed: 'ownerAndModerators', places: ['message', 'private'] },
  acknowledge: 'update',
  refreshesOwnMessage: true,
} as const

/** Cancel, while the work can still be stopped. Where it is too late the answer offers to hide it. */
export const cancel: Button = {
  ...stop,
  name: 'cancel',
  async proceed({ recordId, interaction, actor: { userId } }, { generations }) {
    const outcome = await generations.cancel(recordId, userId)
    return renderCancelOutcome(selectTexts(interaction.locale), outcome, recordId)
  },
}

/** Hide when done, once the work cannot be stopped: nothing is posted, and its owner finds it in `/kling queue`. */
export const hide: Button = {
  ...stop,
  name: 'hide',
  async proceed({ recordId, interaction, actor: { userId } }, { generations }) {
    const outcome = await generations.hide(recordId, userId)
    return renderCancelOutcome(selectTexts(interaction.locale), outcome, recordId)
  },
}
