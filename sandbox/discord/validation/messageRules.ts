import {
  IncomingWebhookInteractionRequestSchema,
  IncomingWebhookRequestPartialSchema,
  IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema,
  IncomingWebhookUpdateRequestPartialSchema,
  MessageCreateRequestSchema,
  MessageEditRequestPartialSchema,
} from 'discord-api-spec/zod'
import { messageFlags } from '../flags.ts'
import type { MessageRules } from './checkMessage.ts'

const sentByDiscordJs = ['tts', 'nonce', 'enforce_nonce']
const createFlags = messageFlags.suppressEmbeds | messageFlags.suppressNotifications | messageFlags.isComponentsV2
const editFlags = messageFlags.suppressEmbeds | messageFlags.isComponentsV2
const replyFlags = createFlags | messageFlags.ephemeral

const rules = (schema: MessageRules['schema'], allowedFlags: number): MessageRules => ({
  schema,
  extraKeys: sentByDiscordJs,
  allowedFlags,
})

/** Which rules hold on which route. */
export const messageRules = {
  channelCreate: rules(MessageCreateRequestSchema, createFlags),
  channelEdit: rules(MessageEditRequestPartialSchema, editFlags),
  reply: rules(IncomingWebhookInteractionRequestSchema, replyFlags),
  update: rules(IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema, editFlags),
  followUp: rules(IncomingWebhookRequestPartialSchema, replyFlags),
  tokenEdit: rules(IncomingWebhookUpdateRequestPartialSchema, editFlags),
} as const
