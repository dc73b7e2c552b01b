import { ComponentType, type Interaction, RESTJSONErrorCodes } from 'discord.js'
import { type Clock, seconds } from '../domain/clock.ts'
import type { Purchases } from '../domain/contracts/generations.ts'
import { UserError } from '../domain/userError.ts'
import { authorize, readActor } from '../interactions/access.ts'
import { parseCustomId } from '../interactions/customId.ts'
import type {
  AcceptedVideo,
  Command,
  Component,
  ComponentHandler,
  ComponentInteraction,
  ComponentResponse,
  InteractionResponse,
  Services,
  Use,
} from '../interactions/handler.ts'
import { readToken } from '../interactions/origin.ts'
import { startTimeout } from '../lib/timeout.ts'
import type { Log } from '../log.ts'
import { renderRepeated } from '../views/clickAnswers.ts'
import { addTyped } from '../views/refusal.ts'
import { chooseLocale, selectTexts } from '../views/text/texts.ts'
import { renderRoundInThread } from '../views/threads.ts'
import { AnswerUnclear, hasCode } from './acknowledge.ts'
import type { ExplainError } from './explainError.ts'
import type { Languages } from './languages.ts'
import { explainRefusal } from './refuseRequest.ts'
import { type Responder, sendResponse } from './respond.ts'

interface InteractionRouting {
  readonly commands: readonly Command[]
  readonly components: readonly Component[]
  readonly services: Services
  readonly responder: Responder
  readonly explainError: ExplainError
  readonly languages: Pick<Languages, 'note'>
  readonly clock: Pick<Clock, 'after'>
  readonly log: Log
}

/**
 * Discord waits so long for the first answer, from the moment when the interaction was made. Counted from its arrival here: the
 * two clocks are not compared.
 *
 * @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-callback
 */
const answerTime = seconds(3)

/** The interaction was not answered in time, or so long ago that its token has ended. */
const lateCodes = [
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.InvalidWebhookToken,
]

/**
 * The one router and the one error boundary of interactions: finds the handler, lets through whom it is for, sends what it
 * answers, and answers itself where the handler failed. Never rejects, since nobody awaits an event listener.
 */
export function createInteractionCreate(routing: InteractionRouting): (interaction: Interaction) => Promise<void> {
  const { services, responder, explainError, languages, clock, log } = routing

  return async (interaction) => {
    const timeout = startTimeout({ clock, milliseconds: answerTime })
    languages.note(interaction.user.id, interaction.locale)
    const handling = handle(interaction, routing)
    if (handling === undefined) return timeout.clear()
    const explain = (error: unknown, isPrivate: boolean) => explainError(error, chooseLocale(interaction, isPrivate))
    const answer = await handling.catch(async (error: unknown): Promise<InteractionResponse> => {
      const view =
        (await explainRefusal(routing, error, interaction.locale)) ??
        addTyped(explain(error, true), readTyped(interaction))
      // Nothing can be said in a list of suggestions.
      return interaction.isAutocomplete() ? { kind: 'choices', choices: [] } : { kind: 'reply', view, ephemeral: true }
    })
    const response =
      answer.kind === 'video'
        ? await answerVideo(answer, interaction, services).catch((error: unknown): InteractionResponse => {
            return { kind: 'reply', view: explain(error, true), ephemeral: true }
          })
        : answer
    const { id, token, applicationId } = interaction
    const address = { id, token, applicationId, deadline: timeout.signal }
    await sendResponse(responder, address, response, explain).catch((error: unknown) => {
      const facts = { error, interactionId: id }
      if (error instanceof AnswerUnclear) {
        log.warn(facts, 'Discord did not say whether it took an answer')
      } else if (hasCode(error, ...lateCodes)) {
        log.warn(facts, 'An answer came too late for Discord')
      } else if (hasCode(error, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)) {
        log.debug(facts, 'An interaction had been answered before')
      } else {
        log.error(facts, 'An answer did not reach Discord')
      }
    })
    timeout.clear()
  }
}

/** What somebody wrote into a form, which Discord closes whatever it is answered with. */
function readTyped(interaction: Interaction): string[] {
  if (!interaction.isModalSubmit()) return []
  return [...interaction.fields.fields.values()].flatMap((field) =>
    field.type === ComponentType.TextInput ? [field.value] : [],
  )
}

/**
 * It begins when it is known that Discord took the answer, or that its own post stands. Whoever asked for it before is pointed to it,
 * in private.
 */
async function answerVideo(
  { accepted: { generation, isRepeated } }: AcceptedVideo,
  { locale }: Pick<Interaction, 'locale'>,
  { generations, threads }: Pick<Services, 'generations' | 'threads'>,
): Promise<InteractionResponse> {
  if (isRepeated) return { kind: 'reply', view: renderRepeated(selectTexts(locale), generation), ephemeral: true }
  const { id, origin } = generation
  if (origin.isOwnPost === true) {
    const outcome = await generations.post(id)
    if (outcome === 'gone') await threads.forget(origin.channelId)
    return { kind: 'reply', view: renderRoundInThread(selectTexts(locale), outcome, origin.channelId), ephemeral: true }
  }
  return {
    kind: 'defer',
    ephemeral: origin.ephemeral,
    proceed: async (acknowledgement) => {
      await generations.begin(id, acknowledgement)
      return undefined
    },
    failed: () => generations.abort(id),
    unclear: () => generations.lookForAnswer(id),
  }
}

/** Calls the handler of this kind and name. Undefined for what cannot be answered at all. */
function handle(
  interaction: Interaction,
  { commands, components, services }: InteractionRouting,
): Promise<InteractionResponse | AcceptedVideo> | undefined {
  if (interaction.isAutocomplete()) {
    const { complete } = findCommand(commands, 'slashCommand', interaction.commandName) ?? {}
    return complete?.(interaction, services).then((choices) => ({ kind: 'choices', choices })) ?? refuseOutdated()
  }
  if (interaction.isChatInputCommand()) {
    const command = findCommand(commands, 'slashCommand', interaction.commandName)
    return command?.execute(interaction, services) ?? refuseOutdated()
  }
  if (interaction.isMessageContextMenuCommand()) {
    const command = findCommand(commands, 'messageCommand', interaction.commandName)
    return command?.execute(interaction, services) ?? refuseOutdated()
  }
  if (interaction.isUserContextMenuCommand()) {
    const command = findCommand(commands, 'userCommand', interaction.commandName)
    return command?.execute(interaction, services) ?? refuseOutdated()
  }
  if (interaction.isButton()) return handleUse(interaction, ofKind(components, 'button'), services)
  if (interaction.isAnySelectMenu()) return handleUse(interaction, ofKind(components, 'select'), services)
  if (interaction.isModalSubmit()) return handleUse(interaction, ofKind(components, 'modal'), services)
  return interaction.isRepliable() ? refuseOutdated() : undefined
}

/** Finds the handler by the custom id, and lets it act once it is known that it may, for this person at this place. */
async function handleUse<Interaction extends ComponentInteraction>(
  interaction: Interaction,
  handlers: readonly ComponentHandler<string, Interaction, ComponentResponse>[],
  services: Services,
): Promise<InteractionResponse | AcceptedVideo> {
  const { customId } = interaction
  const { name, recordId = '', argument } = parseCustomId(customId) ?? {}
  const handler = handlers.find((each) => each.name === name)
  if (handler === undefined || !takesArgument(handler, argument)) return refuseOutdated()
  const { access } = handler
  const actor = readActor(interaction)
  const use: Use<Interaction> = { interaction, recordId, ...(argument !== undefined && { argument }), actor }

  if ('execute' in handler) {
    await authorize(access, { recordId, actor, services })
    return handler.execute(use, services)
  }
  if ('pays' in handler) {
    await authorize(access, { recordId, actor, services })
    const claim = (await handler.claim?.(use, services)) ?? customId
    const answer = await handler.accept(use, claimOnce(services, claim))
    return 'kind' in answer ? answer : { kind: 'video', accepted: answer }
  }
  if (handler.acknowledge === 'privateMessage') {
    const proceed = async () => {
      await authorize(access, { recordId, actor, services })
      return handler.proceed(use, services)
    }
    return { kind: 'defer', ephemeral: true, proceed }
  }
  const { refreshesOwnMessage = false } = handler
  const onOwnMessage = async () => {
    if (refreshesOwnMessage) await services.generations.refresh(recordId, readToken(interaction))
  }
  const proceed = async () => {
    await authorize(access, { recordId, actor, services, onOwnMessage })
    return handler.proceed(use, services)
  }
  return { kind: 'deferUpdate', proceed }
}

/** Whatever is bought with these services is bought once for the claim: the store has a unique key for it. */
function claimOnce(services: Services, claim: string): Services {
  const { generations } = services
  const purchases: Purchases = {
    accept: (wanted, origin) => generations.accept(wanted, origin, claim),
    acceptAgain: (generationId, origin) => generations.acceptAgain(generationId, origin, claim),
    acceptChanged: (generationId, prompt, origin) => generations.acceptChanged(generationId, prompt, origin, claim),
  }
  return { ...services, generations: { ...generations, ...purchases } }
}

function takesArgument({ argument: schema }: Pick<Component, 'argument'>, argument: string | undefined): boolean {
  return schema === undefined ? argument === undefined : schema.safeParse(argument).success
}

type NamedCommand = Exclude<Command, { kind: 'mention' }>

function findCommand<Kind extends NamedCommand['kind']>(commands: readonly Command[], kind: Kind, name: string) {
  const isWanted = (each: Command): each is Extract<NamedCommand, { kind: Kind }> =>
    each.kind !== 'mention' && each.kind === kind && each.name === name
  return commands.find(isWanted)
}

function ofKind<Kind extends Component['kind']>(components: readonly Component[], kind: Kind) {
  return components.filter((each): each is Extract<Component, { kind: Kind }> => each.kind === kind)
}

async function refuseOutdated(): Promise<never> {
  throw new UserError({ code: 'outdated' })
}
