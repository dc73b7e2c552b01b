import type { SharedNameAndDescription } from 'discord.js'
import { en, type Texts } from '../views/text/en.ts'
import { localize } from '../views/text/texts.ts'

type Words = (texts: Texts) => string
type OptionName = keyof Texts['optionNames']

/** Names and describes something in every language. The English name is the one that Discord sends us, whatever name the person saw. */
export function setWords<Builder extends SharedNameAndDescription>(
  builder: Builder,
  name: Words,
  description: Words,
): Builder {
  return builder
    .setName(name(en))
    .setNameLocalizations(localize(name))
    .setDescription(description(en))
    .setDescriptionLocalizations(localize(description))
}

/** Names and describes what is below `/kling`, in every language. */
export function setCommandWords<Builder extends SharedNameAndDescription>(
  builder: Builder,
  command: keyof Texts['commandNames'],
): Builder {
  return setWords(
    builder,
    ({ commandNames }) => commandNames[command],
    ({ commandDescriptions }) => commandDescriptions[command],
  )
}

/** Names and describes an option, in every language. */
export function setOptionWords<Builder extends SharedNameAndDescription>(
  builder: Builder,
  option: OptionName,
  description: Words,
): Builder {
  return setWords(builder, ({ optionNames }) => optionNames[option], description)
}
