import { type ChatInputCommandInteraction, SlashCommandSubcommandBuilder } from 'discord.js'
import { placeOf, RequestRefused } from '../domain/draft.ts'
import { chooseDefaults, findOffer } from '../domain/preferences.ts'
import type { Request, Shot } from '../domain/request.ts'
import { countSeconds, findShotLimits, mostKeptShots, withShots } from '../domain/storyboard.ts'
import type { MessageResponse, Services, Subcommand } from '../interactions/handler.ts'
import { readOrigin } from '../interactions/origin.ts'
import { renderDraft } from '../views/draft.ts'
import { selectTexts } from '../views/text/texts.ts'
import { parseStoryboard, readChoices } from './parseVideo.ts'
import { addFrameOptions, addLookOptions, setPlainWords } from './videoOptions.ts'
import { setCommandWords } from './words.ts'

/** Discord's own limit; each shot has one of its own. */
const longestTyped = 6_000

/**
 * `/kling storyboard`: a video of several shots, put together on a card that only its owner sees. Without options it opens the one
 * that was begun last, on whatever device.
 */
export const storyboard: Subcommand = {
  name: 'storyboard',
  isOffered: ({ providers }) => findShotLimits(providers) !== undefined,
  define({ providers }) {
    const builder = setCommandWords(new SlashCommandSubcommandBuilder(), 'storyboard').addStringOption((option) =>
      setPlainWords(option, 'shots').setMaxLength(longestTyped),
    )
    addFrameOptions(builder, providers)
    addLookOptions(builder, providers)
    return builder.addBooleanOption((option) => setPlainWords(option, 'private'))
  },
  async execute(interaction, services) {
    const { drafts, policy } = services
    const asker = readOrigin(interaction, true)
    const { userId, guildId } = asker
    const [subcommand] = interaction.options.data
    const begun = subcommand?.options?.length ? undefined : await drafts.findStoryboard(userId, guildId)
    if (begun !== undefined) {
      const view = renderDraft(selectTexts(interaction.locale), begun, await drafts.quote(begun, asker))
      return { kind: 'reply', view, ephemeral: true }
    }
    const { chosen, allowed, reason } = await readChoices(services, { userId, guildId })
    const defaults = chooseDefaults(chosen, findOffer(policy.providers, allowed))
    const { request, isPrivate, shots, problem } = parseStoryboard(interaction.options, policy.providers, { defaults })
    if (reason ?? problem) {
      const place = placeOf(readOrigin(interaction, isPrivate))
      throw new RequestRefused(reason ?? problem ?? { code: 'outdated' }, {
        wanted: { request: withShots(request, shots) },
        place,
      })
    }
    return proposeStoryboard(interaction, services, { request, isPrivate, shots })
  },
}

interface Proposal {
  readonly request: Request
  readonly shots: readonly Shot[]
  readonly isPrivate: boolean
  /** It was typed as a prompt: one shot is offered as well. */
  readonly asked?: { readonly duration?: number | undefined }
}

/** The card, for its owner alone. Nothing begins before a button is pressed. */
export async function proposeStoryboard(
  interaction: ChatInputCommandInteraction,
  { drafts, policy }: Pick<Services, 'drafts' | 'policy'>,
  { request, shots, isPrivate, asked }: Proposal,
): Promise<MessageResponse> {
  const texts = selectTexts(interaction.locale)
  const place = placeOf(readOrigin(interaction, isPrivate))
  if (shots.length > mostKeptShots) {
    const limit = findShotLimits(policy.providers)?.count ?? mostKeptShots
    throw new RequestRefused({ code: 'tooManyShots', count: shots.length, limit }, { wanted: { request }, place })
  }
  const wanted = { request: withShots(request, shots) }
  const draft = await drafts.save(wanted, place, asked === undefined ? undefined : [{ without: 'shots' }])
  const seconds = countSeconds(shots)
  const ignored = asked?.duration !== undefined && asked.duration !== seconds ? asked.duration : undefined
  const view = renderDraft(texts, draft, await drafts.quote(draft, place), {
    isAsked: asked !== undefined,
    ...(ignored !== undefined && { changes: [texts.storyboard.durationIgnored({ asked: ignored, seconds })] }),
  })
  return { kind: 'reply', view, ephemeral: true }
}
