import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
  ButtonStyle,
  Colors,
  ComponentType,
} from 'discord.js'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { Settings } from '../domain/contracts/preferences.ts'
import { noticePlaces } from '../domain/generation.ts'
import { fromDollars } from '../domain/money.ts'
import type { Budget } from '../domain/policy.ts'
import { type Choices, chooseDefaults, chooseQuote, type Offer } from '../domain/preferences.ts'
import { createCustomId } from '../interactions/customId.ts'
import { createContainer, createRow, createText, createView } from './components.ts'
import type { Texts } from './text/en.ts'

/** The value of a select that takes a choice back. */
export const noChoice = 'default'

/** What is chosen in a select, and what is switched by a button. */
type ChosenField = 'quality' | 'aspectRatio' | 'notice' | 'quoteAbove'
type SwitchedField = 'sound' | 'isPrivate' | 'allowsRemix'

const quoteAmounts = [0.5, 1, 2, 5].map(fromDollars)

/** The handlers of each kind of card. */
const handlersOf = {
  person: { choose: 'chooseSetting', switch: 'switchSetting', reset: 'resetSettings' },
  server: { choose: 'chooseDefault', switch: 'switchDefault', reset: 'resetDefaults' },
} as const

interface SettingsCard {
  readonly kind: 'person' | 'server'
  readonly recordId: string
  readonly settings: Settings
  /** What the server has chosen, which holds where the person has not. */
  readonly inherited: Choices
  /** From which price on the operator lets people be asked who chose nothing. */
  readonly usualQuote: Budget
  readonly offer: Offer
  /** What was just done. */
  readonly done?: 'saved' | 'reset'
}

/** One card with everything that can be chosen once; what is pressed names what it sets, so that two presses are one. */
export function renderSettings(texts: Texts, card: SettingsCard): MessageView {
  const { settingsCard } = texts
  const { kind, recordId, done } = card
  const isServers = kind === 'server'
  return createView([
    createContainer(Colors.Blurple, [
      createText(
        [
          isServers ? settingsCard.serverTitle : settingsCard.title,
          isServers ? settingsCard.serverIntroduction : settingsCard.introduction,
          ...describeProblems(texts, card),
          ...(done === undefined ? [] : [settingsCard[done]]),
        ].join('\n'),
      ),
      ...renderSelect(card, 'quality', settingsCard.quality, listQualityOptions(texts, card)),
      ...renderSelect(card, 'aspectRatio', settingsCard.aspectRatio, listRatioOptions(texts, card)),
      ...(isServers
        ? []
        : [
            ...renderSelect(card, 'notice', settingsCard.notice, listNoticeOptions(texts, card)),
            ...renderSelect(card, 'quoteAbove', settingsCard.quoteAbove, listQuoteOptions(texts, card)),
          ]),
      ...createRow(renderSwitches(texts, card)),
      ...createRow([
        {
          type: ComponentType.Button,
          style: ButtonStyle.Secondary,
          label: settingsCard.resetAll,
          custom_id: createCustomId(handlersOf[kind].reset, recordId),
        },
      ]),
    ]),
  ])
}

/** What was chosen and does not hold, and what did not get through. */
function describeProblems(texts: Texts, { settings, inherited, offer }: SettingsCard): string[] {
  const { settingsCard, qualityNames, aspectRatioChoices } = texts
  const { quality, aspectRatio } = settings.choices
  const used = chooseDefaults([settings.choices, inherited], offer)
  const isGone = settings.isClosedToMessages && settings.choices.notice === 'direct'
  return [
    ...(quality === undefined || offer.qualities.includes(quality)
      ? []
      : [settingsCard.noLongerOffered({ chosen: qualityNames[quality], used: qualityNames[used.quality] })]),
    ...(aspectRatio === undefined || offer.aspectRatios.includes(aspectRatio)
      ? []
      : [
          settingsCard.noLongerOffered({
            chosen: aspectRatioChoices[aspectRatio],
            used: aspectRatioChoices[used.aspectRatio],
          }),
        ]),
    ...(isGone ? [settingsCard.closedToMessages] : []),
  ]
}

function renderSelect(
  { kind, recordId }: SettingsCard,
  field: ChosenField,
  title: string,
  options: readonly APISelectMenuOption[],
): APIComponentInContainer[] {
  const row: APIActionRowComponent<APIComponentInMessageActionRow> = {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: createCustomId(handlersOf[kind].choose, recordId, field),
        options: [...options],
      },
    ],
  }
  return [createText(title), row]
}

/** The chosen one is selected; where none is, or none of these, the first. */
function select(
  options: readonly { value: string; label: string }[],
  chosen: string | undefined,
): APISelectMenuOption[] {
  const selected = options.find(({ value }) => value === chosen) ?? options[0]
  return options.map((option) => ({ ...option, default: option === selected }))
}

function listQualityOptions({ settingsCard, qualityNames }: Texts, { settings, inherited, offer }: SettingsCard) {
  const fallback = chooseDefaults([inherited], offer).quality
  const offered = offer.qualities.map((value) => ({ value, label: qualityNames[value] }))
  const usual = { value: noChoice, label: settingsCard.defaultIs(qualityNames[fallback]) }
  return select([usual, ...offered], settings.choices.quality)
}

function listRatioOptions({ settingsCard, aspectRatioChoices }: Texts, { settings, inherited, offer }: SettingsCard) {
  const fallback = chooseDefaults([inherited], offer).aspectRatio
  const offered = offer.aspectRatios.map((value) => ({ value, label: aspectRatioChoices[value] }))
  const usual = { value: noChoice, label: settingsCard.defaultIs(aspectRatioChoices[fallback]) }
  return select([usual, ...offered], settings.choices.aspectRatio)
}

function listNoticeOptions({ noticeChoices }: Texts, { settings }: SettingsCard) {
  const offered = noticePlaces.map((value) => ({ value, label: noticeChoices[value] }))
  return select(offered, settings.choices.notice)
}

function listQuoteOptions({ settingsCard, writing }: Texts, { settings, inherited, usualQuote }: SettingsCard) {
  const { quoteAbove } = settings.choices
  const fallback = chooseQuote([inherited], usualQuote)
  const name = (amount: number | undefined) => {
    if (amount === undefined) return settingsCard.quoteNever
    return amount === 0 ? settingsCard.quoteAlways : settingsCard.quoteFrom(writing.money(amount))
  }
  const isOther = typeof quoteAbove === 'number' && quoteAbove !== 0 && !quoteAmounts.includes(quoteAbove)
  const amounts = [...quoteAmounts, ...(isOther ? [quoteAbove] : [])].sort((one, other) => one - other)
  const offered = [
    { value: noChoice, label: settingsCard.defaultIs(name(fallback)) },
    { value: '0', label: name(0) },
    ...amounts.map((amount) => ({ value: String(amount), label: name(amount) })),
    { value: 'never', label: name(undefined) },
  ]
  return select(offered, quoteAbove === undefined ? undefined : String(quoteAbove))
}

/** Each says how it stands, and sets the other. */
function renderSwitches(texts: Texts, card: SettingsCard): APIButtonComponentWithCustomId[] {
  const { settingsCard } = texts
  const { kind, recordId, settings, inherited, offer } = card
  const { sound, isPrivate } = chooseDefaults([settings.choices, inherited], offer)
  const render = (field: SwitchedField, option: string, isOn: boolean): APIButtonComponentWithCustomId => ({
    type: ComponentType.Button,
    style: isOn ? ButtonStyle.Success : ButtonStyle.Secondary,
    label: isOn ? settingsCard.on({ option }) : settingsCard.off({ option }),
    custom_id: createCustomId(handlersOf[kind].switch, recordId, `${field}-${isOn ? 'off' : 'on'}`),
  })
  return [
    render('sound', settingsCard.sound, sound),
    render('isPrivate', kind === 'server' ? settingsCard.serverIsPrivate : settingsCard.isPrivate, isPrivate),
    ...(kind === 'server'
      ? []
      : [render('allowsRemix', settingsCard.allowsRemix, settings.choices.allowsRemix ?? false)]),
  ]
}
