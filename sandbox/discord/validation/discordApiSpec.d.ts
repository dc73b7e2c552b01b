// The package ships its zod schemas without declarations.
declare module 'discord-api-spec/zod' {
  export interface SpecificationIssue {
    readonly code: string
    readonly path: readonly (string | number)[]
    readonly message: string
    readonly expected?: string
    readonly format?: string
    readonly origin?: string
    readonly minimum?: number
    readonly maximum?: number
    readonly values?: readonly unknown[]
    readonly errors?: readonly (readonly SpecificationIssue[])[]
  }

  export interface SpecificationSchema {
    safeParse(
      body: unknown,
    ):
      | { readonly success: true; readonly data: unknown }
      | { readonly success: false; readonly error: { readonly issues: readonly SpecificationIssue[] } }
  }

  export const ApplicationCommandUpdateRequestSchema: SpecificationSchema
  export const CreatePrivateChannelRequestSchema: SpecificationSchema
  export const CreateTextThreadWithMessageRequestSchema: SpecificationSchema
  export const IncomingWebhookInteractionRequestSchema: SpecificationSchema
  export const IncomingWebhookRequestPartialSchema: SpecificationSchema
  export const IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema: SpecificationSchema
  export const IncomingWebhookUpdateRequestPartialSchema: SpecificationSchema
  export const InteractionApplicationCommandAutocompleteCallbackIntegerDataSchema: SpecificationSchema
  export const InteractionApplicationCommandAutocompleteCallbackNumberDataSchema: SpecificationSchema
  export const InteractionApplicationCommandAutocompleteCallbackStringDataSchema: SpecificationSchema
  export const MessageCreateRequestSchema: SpecificationSchema
  export const MessageEditRequestPartialSchema: SpecificationSchema
  export const ModalInteractionCallbackRequestSchema: SpecificationSchema
}
