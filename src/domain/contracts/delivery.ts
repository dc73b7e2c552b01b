import type { Generation } from '../generation.ts'
import type { Acknowledgement, Origin, PrivateTarget, RenewedToken } from '../origin.ts'
import type { StopKind } from '../stateMachine.ts'

/** How long renders like this one usually take, in milliseconds: half take longer than `from`, one in ten longer than `to`. */
export interface UsualTime {
  readonly from: number
  readonly to: number
}

/** What stands around a generation in its status message and is not part of its record. */
export interface StatusContext {
  /** Starts before this one, while it waits with us; 0 is next. */
  readonly position?: number
  /** Waits until a provider takes generations again. */
  readonly isPaused?: boolean
  /** A defect of ours stopped the work on it. */
  readonly isQuarantined?: boolean
  /** What whoever no longer wants it can still do. */
  readonly stop?: StopKind
  /** Absent while too little is known. */
  readonly usual?: UsualTime
  /** How long the catalogue expects the render to take, in milliseconds, while nothing better is known. */
  readonly expected?: number
  /** All that were asked for at once, in their order, where there are several: their one message shows all of them. */
  readonly variants?: readonly Generation[]
  /** The one of them that the buttons are for; the first that is done where nobody has chosen. */
  readonly chosen?: string
}

export type Uploads = Readonly<Record<string, string>>

export type ShowOutcome =
  /** The last state stands in the status message. */
  | { readonly shown: true /** Where Discord serves the uploaded videos, by generation. */; readonly uploads?: Uploads }
  /**
   * Not now. `noRoute`: nothing leads to the message until a click on it, or a change at its place, brings a way. `closed`:
   * Discord lets nobody through. `archived`: neither, until something is posted in the thread. `refused`: Discord does not take
   * what we wrote. `failed`: Discord could not be asked.
   */
  | {
      readonly shown: false
      readonly reason: 'noRoute' | 'closed' | 'archived' | 'messageGone' | 'refused' | 'failed'
    }

export interface StatusOptions extends StatusContext {
  /** Whether the kept video is uploaded with the message or shown from its address. */
  readonly video: 'upload' | 'link'
  /** False where Discord's AutoMod refused the message because of the echoed prompt. */
  readonly withPrompt: boolean
  /** True in a private message to the owner, where a flagged result may be shown. */
  readonly isPrivate: boolean
  /** True in the owner's direct messages, away from where it was asked for. */
  readonly isElsewhere?: boolean
  /** Whose list stood in its place before, so that there is a way back to it. */
  readonly listOf?: string
  /** Shown once more, away from its own message: without buttons, which act there. */
  readonly isCopy?: boolean
}

/** What the owner is told of one generation. */
export interface Notice {
  readonly generation: Generation
  /** The status message was deleted: the owner has to be told where the video is. */
  readonly isMessageGone: boolean
}

export interface NotificationCircumstances extends Pick<Notice, 'isMessageGone'> {
  /** It was tried before, so that it may stand there. */
  readonly isRepeated: boolean
  /** The last state stands in its message: whoever is there sees it without a word. */
  readonly isShown: boolean
  /** The owner has others in the same channel, which may end in a moment: then one reply is enough for all. */
  readonly hasOthers: boolean
}

/** The ways to tell an owner alone: beside the status message while a token of it lives, or in their direct messages. */
export type PrivateWay = NonNullable<Generation['delivery']['privateWordBy']>

/** `refused` where certainly nothing was posted. */
export type PrivateOutcome = 'stands' | 'refused' | 'unknown'

/**
 * `done`: sent, or nothing can or may be sent any more. `later`: certainly not there yet, and worth another attempt. `closed`: the
 * owner takes no direct messages, and nobody has told them here yet.
 */
export type NotificationOutcome = 'done' | 'later' | 'closed'

/**
 * A message as Discord's API takes it: written by `views/`, sent by the router and by delivery, opaque to everybody else.
 */
export interface MessageView {
  /** Components V2 with `flags` and `allowed_mentions`; uploaded files are named in it as `attachment://<name>`. */
  readonly body: Readonly<Record<string, unknown>>
  /** Files to upload with it. */
  readonly files: readonly MessageFile[]
  /** Texts to upload with it; only into an answer that Discord shows "thinking…" for. */
  readonly documents?: readonly { readonly name: string; readonly text: string }[]
}

export interface MessageFile {
  readonly name: string
  /** The kept media. */
  readonly hash: string
  /** Whose video it is, where the message shows several. */
  readonly generationId?: string
  readonly description?: string
}

/** How delivery draws, handed to it at composition; `views/` has the one real implementation. */
export interface Renderer {
  /** The status message in any state. */
  status(generation: Generation, options: StatusOptions): MessageView
  /**
   * The short reply that mentions the owner, and only the owner, of all these in one channel; nothing where no word is wanted.
   * `withPrompt` is false where Discord's AutoMod refused the name of a video.
   */
  notification(notices: readonly Notice[], withPrompt: boolean): MessageView | undefined
  /** The same for one of them in the owner's direct messages, which names it by the address of its message. */
  directNotice(notice: Notice): MessageView | undefined
}

/** `closed`: certainly not there, since nobody is let in. `gone`: its channel is. `unknown`: it may stand there, or come yet. */
export type StatusPost =
  | { readonly kind: 'stands'; readonly messageId: string }
  | { readonly kind: 'closed' | 'gone' | 'unknown' }

/** Putting generations in front of people. The only user of Discord's REST after the first answer. */
export interface Delivery {
  /**
   * Schedules an edit of the status message; edits of one message are coalesced and spaced, and the last state always
   * arrives. Never throws.
   */
  show(generation: Generation, context: StatusContext): void
  /**
   * Edits the final state into the status message now, with the video uploaded where it fits and linked where it does
   * not. `variants`: as in its context. Never throws.
   */
  showFinal(generation: Generation, variants?: readonly Generation[]): Promise<ShowOutcome>
  /** Shows a finished generation in a private message besides; its status message stays as it is. Never throws. */
  showPrivately(generation: Generation, target: PrivateTarget): Promise<ShowOutcome>
  /**
   * Sends the short separate reply that mentions the owner, unless the owner wrote last in the channel. At most once per
   * generation: it carries a nonce, and where it may have been sent before, the channel is searched first. Never throws.
   */
  notify(generation: Generation, circumstances: NotificationCircumstances): Promise<NotificationOutcome>
  /**
   * Tells its owner alone how it ended. A follow-up can neither be repeated nor be looked for, so that it is sent once; a direct
   * message is looked for where it may have been sent before. Never throws.
   */
  tellPrivately(generation: Generation, way: PrivateWay, isRepeated: boolean): Promise<PrivateOutcome>
  /** Posts the status message in its channel, for one whose message is a post of our own. Takes no longer than a click may wait. Never throws. */
  postStatus(generation: Generation): Promise<StatusPost>
  /**
   * Posts a finished video once more in another channel, uploaded where it fits and linked where not. One that may have been posted
   * before is looked for first. Never throws.
   */
  postCopy(generation: Generation, channelId: string, isRepeated: boolean): Promise<StatusPost>
  /** The id of such a copy, if it is among the last messages there. Rejects where Discord does not say within a moment. */
  findCopy(generation: Generation, channelId: string): Promise<string | undefined>
  /** Deletes the status message, with all that is in it. `shown`, and so is `messageGone`: it is no longer there. Never throws. */
  takeAway(generation: Generation): Promise<ShowOutcome>
  /** From now on this generation's message is edited with the token of a click on it. */
  renewToken(generationId: string, renewed: RenewedToken): void
  /** Something has changed at the place of this generation's message, so that what was closed may be open. */
  reopen(generation: Pick<Generation, 'id' | 'variants' | 'state' | 'settlement'>): void
  /** Lets pending edits go out, for at most the given milliseconds. */
  drain(milliseconds: number): Promise<void>
}

/** `exists`: the message has one, or had one. `forbidden`: not there, or not without a permission. `tooMany`: of the server. */
export type ThreadStart = 'started' | 'exists' | 'forbidden' | 'messageGone' | 'tooMany'

/** Messages of their own in a channel, for those who look after a server. */
export interface ChannelPosts {
  /** The server that the channel belongs to, as Discord says; nothing for a conversation. Rejects where the bot does not see it. */
  findServer(channelId: string): Promise<string | undefined>
  /** A repeated nonce becomes no second message for some minutes. Rejects where Discord does not take it. */
  post(channelId: string, view: MessageView, nonce: string): Promise<{ readonly messageId: string }>
  /** Starts a thread from a message of ours; it has the id of the message. Rejects where nobody knows whether it stands. */
  startThread(channelId: string, messageId: string, name: string): Promise<ThreadStart>
  /** Writes to a person directly; a repeated nonce becomes no second message. Rejects where Discord does not take it. */
  tell(userId: string, view: MessageView, nonce: string): Promise<void>
  /** Deletes a message of ours. One that is gone is no problem; rejects where Discord does not let us. */
  remove(channelId: string, messageId: string): Promise<void>
}

/** What leads to the answer to an interaction while its token lives. */
export type AnswerAddress = Pick<Origin, 'interactionId' | 'applicationId' | 'token'>

/** Whether our first answer to an interaction stands in Discord. */
export type Standing =
  | { readonly kind: 'stands'; readonly acknowledgement: Acknowledgement }
  /** Discord says that there is none. One such answer alone is no verdict: the answer may still be on its way. */
  | { readonly kind: 'absent' }
  /** Discord could not be asked, or said nothing that can be relied on; a later look may tell. */
  | { readonly kind: 'unknown' }
  /** The token has ended, and nothing else leads to where the answer would stand. */
  | { readonly kind: 'outOfReach' }

/** Looking for answers of ours whose sending brought no clear word. Never throws, and never waits for long. */
export interface Answers {
  /** By the token of the interaction alone. */
  findByToken(address: AnswerAddress): Promise<Standing>
  /** By the token, and among the messages of the channel where they can be read; a post of our own by its buttons. */
  find(generation: Pick<Generation, 'id' | 'origin'>): Promise<Standing>
}
