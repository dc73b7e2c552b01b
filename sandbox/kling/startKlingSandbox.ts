import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type SandboxClock, systemClock } from '../clock.ts'
import { type Behaviour, type BehaviourOptions, createBehaviour } from './behaviour.ts'
import { createAccount, type JobEvent, type Span } from './createAccount.ts'
import { createAnswers } from './createAnswers.ts'
import { createFiles } from './createFiles.ts'
import { createFaults, type Faults, type RecordedRequest } from './faults.ts'
import { findTarget, readCall } from './http/call.ts'
import { json, type Reply, sendReply } from './http/reply.ts'
import type { Job, JobFailure, ProviderName, ResultTraits } from './job.ts'
import { createKling } from './kling/createKling.ts'
import { type Fetch, loadJobPictures } from './pictures.ts'
import { createRuncomfy } from './runcomfy/createRuncomfy.ts'
import { createRunware } from './runware/createRunware.ts'
import { createUploads } from './runware/createUploads.ts'
import { createVideos, type VideoOptions } from './video/createVideos.ts'

export interface KlingSandboxOptions {
  /** Any free one when absent or 0. */
  readonly port?: number
  readonly klingKey?: string
  readonly runcomfyKey?: string
  readonly runwareKey?: string
  /** 8 seconds when absent; `Infinity` renders until `finish` or `fail`. */
  readonly renderMilliseconds?: Span
  /** None when absent; `Infinity` stays in the queue until `start`. */
  readonly queueMilliseconds?: Span
  /** Concurrent renders per account; 20 when absent. Further jobs wait in the queue; Kling refuses them. */
  readonly slots?: number
  readonly clock?: SandboxClock
  /** Micro-dollars; 1,000 dollars when absent. */
  readonly klingBalance?: number
  readonly runcomfyBalance?: number
  readonly runwareBalance?: number
  /** `rendered` when absent. */
  readonly video?: VideoOptions['style']
  /** Grows each result to so many bytes. */
  readonly padVideoTo?: number | ((job: Job) => number)
  readonly behaviour?: BehaviourOptions
  /** Fetches the pictures that bodies name; the global one when absent. */
  readonly fetch?: Fetch
}

export type SandboxEvent = { readonly kind: 'request' | 'answered'; readonly request: RecordedRequest } | JobEvent

export interface KlingSandbox {
  /** Replaces https://api-singapore.klingai.com */
  readonly klingUrl: string
  /** Replaces https://model-api.runcomfy.net */
  readonly runcomfyUrl: string
  /** Replaces https://api.runware.ai/v1 */
  readonly runwareUrl: string
  /** What all of them serve results from. */
  readonly origin: string
  readonly klingKey: string
  readonly runcomfyKey: string
  readonly runwareKey: string
  /** In the order of their arrival. */
  readonly requests: readonly RecordedRequest[]
  /** Accepted submits of all providers, in order. */
  readonly jobs: readonly Job[]
  readonly faults: Faults
  /** How many requests a fault keeps waiting just now, those that are never answered included. */
  readonly held: number
  /** Switches for what the vendors leave open; may be turned at any time. */
  readonly behaviour: Behaviour
  /** What may still be spent, in micro-dollars. */
  balance(provider: ProviderName): number
  setBalance(provider: ProviderName, microDollars: number): void
  /** Takes a job out of the queue now. */
  start(jobId: string): void
  /** Ends a render now, and resolves with what became of it: its pictures may still make it fail. */
  finish(jobId: string, traits?: ResultTraits): Promise<Job>
  fail(jobId: string, failure: JobFailure): Promise<Job>
  onEvent(listener: (event: SandboxEvent) => void): () => void
  /** Refuses every connection until the returned function is called, which resolves when it can be reached again. */
  goOffline(): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** Kling's, RunComfy's and Runware's HTTP APIs on one loopback server, as strict as the real ones. */
export async function startKlingSandbox(options: KlingSandboxOptions = {}): Promise<KlingSandbox> {
  const clock = options.clock ?? systemClock
  const klingKey = options.klingKey ?? 'api-key-kling-very-fake'
  const runcomfyKey = options.runcomfyKey ?? 'a-very-fake-runcomfy-key'
  const runwareKey = options.runwareKey ?? 'a-very-fake-runware-key'
  const fetch: Fetch = options.fetch ?? ((url, request) => globalThis.fetch(url, request))
  const behaviour = createBehaviour(options.behaviour)
  const faults = createFaults()
  const closing = new AbortController()
  const listeners = new Set<(event: SandboxEvent) => void>()
  const requests: RecordedRequest[] = []
  let silenced = 0
  let origin = ''

  const emit = (event: SandboxEvent): void => {
    for (const listener of listeners) listener(event)
  }
  const openAccount = (provider: ProviderName, balance = 1_000_000_000) =>
    createAccount({
      provider,
      clock,
      queueMilliseconds: options.queueMilliseconds ?? 0,
      renderMilliseconds: options.renderMilliseconds ?? 8_000,
      slots: options.slots ?? 20,
      balance,
      loadPictures: (submission) => loadJobPictures(submission, provider, { fetch, signal: closing.signal }),
      onEvent: emit,
    })
  const accounts = {
    kling: openAccount('kling', options.klingBalance),
    runcomfy: openAccount('runcomfy', options.runcomfyBalance),
    runware: openAccount('runware', options.runwareBalance),
  }
  const accountOf = (jobId: string) =>
    Object.values(accounts).find((account) => account.find(jobId) !== undefined) ?? accounts.runware
  const videos = createVideos({
    style: options.video ?? 'rendered',
    ...(options.padVideoTo !== undefined && { padTo: options.padVideoTo }),
  })
  const uploads = createUploads({ fetch, signal: closing.signal, fileUrl: (uuid) => files.uploadUrl(uuid) })
  const files = createFiles({ accounts, videos, origin: () => origin, findUpload: uploads.find })
  const common = { behaviour, faults, fileUrl: files.urlOf }
  const answers = createAnswers({
    clock,
    faults,
    behaviour,
    answerFile: files.answer,
    handlers: {
      kling: createKling({
        ...common,
        key: klingKey,
        account: accounts.kling,
        slots: options.slots ?? 20,
      }),
      runcomfy: createRuncomfy({
        ...common,
        key: runcomfyKey,
        account: accounts.runcomfy,
        url: () => `${origin}/runcomfy`,
      }),
      runware: createRunware({ ...common, key: runwareKey, account: accounts.runware, uploads }),
    },
  })

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const target = findTarget(incoming.url ?? '/')
    if (target === undefined) {
      sendReply(incoming, outgoing, json(404, { message: 'Nothing lives here' }))
      return
    }
    const call = await readCall(incoming, target, clock.now())
    const place = requests.push(call.request) - 1
    emit({ kind: 'request', request: call.request })
    const reply = await answers.answer(call).catch((error: unknown): Reply => {
      if (closing.signal.aborted) return { kind: 'reset' }
      return json(500, { message: `The sandbox failed: ${error instanceof Error ? error.stack : String(error)}` })
    })
    const answered = sendReply(incoming, outgoing, reply)
    if (answered === undefined) {
      silenced += 1
      outgoing.once('close', () => {
        silenced -= 1
      })
      return
    }
    const request = { ...call.request, answered }
    requests[place] = request
    emit({ kind: 'answered', request })
  }

  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
  async function stopListening(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  }

  const server = createServer((incoming, outgoing) => {
    // A client that hangs up while its request is read is no concern of ours.
    handle(incoming, outgoing).catch(() => outgoing.destroy())
  })
  // Long, so that a client with faked timers never reuses a connection in the moment in which it is closed.
  server.keepAliveTimeout = 120_000
  await listen(options.port ?? 0)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The sandbox has no port')
  const { port } = address
  origin = `http://127.0.0.1:${port}`

  return {
    origin,
    klingUrl: `${origin}/kling`,
    runcomfyUrl: `${origin}/runcomfy`,
    runwareUrl: `${origin}/runware/v1`,
    klingKey,
    runcomfyKey,
    runwareKey,
    requests,
    get jobs() {
      return Object.values(accounts)
        .flatMap(({ jobs }) => jobs)
        .sort((one, other) => one.acceptedAt - other.acceptedAt)
    },
    faults,
    get held() {
      return answers.waiting + silenced
    },
    behaviour,
    balance: (provider) => accounts[provider].available,
    setBalance: (provider, microDollars) => accounts[provider].setBalance(microDollars),
    start: (jobId) => accountOf(jobId).start(jobId),
    finish: (jobId, traits) => accountOf(jobId).finish(jobId, traits),
    fail: (jobId, failure) => accountOf(jobId).fail(jobId, failure),
    onEvent(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async goOffline() {
      await stopListening()
      return async () => {
        if (!closing.signal.aborted) await listen(port)
      }
    },
    async close() {
      closing.abort(new Error('The sandbox is closed'))
      answers.close()
      for (const account of Object.values(accounts)) account.close()
      await Promise.all([stopListening(), videos.close()])
    },
  }
}
