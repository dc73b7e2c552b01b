import { type FormError, type FormPath, formError } from './formError.ts'

/** @see https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
const commandName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u

/** The name of a slash command, or of one of its options. */
export function checkCommandName(name: string, path: FormPath): FormError[] {
  if (commandName.test(name) && name === name.toLowerCase()) return []
  return [formError(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')]
}
