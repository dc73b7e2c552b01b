import { html, nothing, type TemplateResult } from 'lit'
import '@skyra/discord-components-core/discord-command.js'
import '@skyra/discord-components-core/discord-reply.js'
import { isObject, type JsonObject, numberIn, objectsIn, textIn } from '../../../discord/json.ts'
import { previewMessage } from '../../client/messages/describeMessage.ts'
import { findUserName, nameAuthor, unknownUser } from '../../client/messages/names.ts'
import { paintAvatar } from '../../client/paintAvatar.ts'
import { jumpToMessage, messageElementId } from './actions/jumpToMessage.ts'
import type { Look, MessageLook } from './look.ts'

const reply = 19

/** The line above a message that says what brought it: an older message, or somebody's command. */
export function drawOrigin(look: MessageLook): TemplateResult | typeof nothing {
  const { body, command } = look.message
  const reference = body.message_reference
  if (numberIn(body.type) === reply && isObject(reference)) return drawReply(textIn(reference.message_id), look)
  return command === undefined ? nothing : drawUsedCommand(command.personId, command.name, look)
}

/** `Ana used kling video` */
export function drawUsedCommand(personId: string, command: string, { scene }: Look): TemplateResult {
  const name = findUserName(scene, personId) ?? unknownUser
  return html`
    <discord-command
      slot="reply"
      class="origin"
      .author=${name}
      .avatar=${paintAvatar(personId, name)}
      .command=${command}
      type="slash_command"
    ></discord-command>
  `
}

function drawReply(messageId: string, { scene, state, message }: MessageLook): TemplateResult {
  const known = scene.messages.find(({ id }) => id === messageId)?.body
  const given = message.body.referenced_message
  const body: JsonObject | undefined = known ?? (isObject(given) ? given : undefined)
  if (body === undefined) return html`<discord-reply slot="reply" class="origin" .avatar=${''} deleted></discord-reply>`
  const author = isObject(body.author) ? body.author : {}
  const name = nameAuthor(scene, body)
  const jump = (event: Event) => {
    event.preventDefault()
    jumpToMessage(messageId)
  }
  return html`
    <discord-reply
      slot="reply"
      class="origin"
      .author=${name}
      .avatar=${paintAvatar(textIn(author.id), name)}
      .bot=${author.bot === true}
      .edited=${textIn(body.edited_timestamp) !== ''}
      .attachment=${objectsIn(body.attachments).length > 0}
      ><a class="reply-link" href=${`#${messageElementId(messageId)}`} @click=${jump}
        >${previewMessage(body, { named: scene, now: state.now })}</a
      ></discord-reply
    >
  `
}
