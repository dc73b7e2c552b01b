import { Client, type ClientOptions, Events, GatewayIntentBits, type Interaction } from 'discord.js'
import { afterEach } from 'vitest'
import {
  type DiscordSandbox,
  type DiscordSandboxOptions,
  startDiscordSandbox,
} from '../../../../sandbox/discord/startDiscordSandbox.ts'

export interface SandboxBench {
  start(options?: DiscordSandboxOptions): Promise<DiscordSandbox>
  /** A real client, ready; its interactions go to the handler, whose failure fails the test. */
  logIn(sandbox: DiscordSandbox, handle?: (interaction: Interaction) => Promise<unknown>): Promise<Client>
  createClient(sandbox: DiscordSandbox, options?: Partial<ClientOptions>): Client
}

/** Closes every client and sandbox after each test, and proves that the sandbox found nothing wrong with itself. */
export function useSandbox(): SandboxBench {
  const sandboxes: DiscordSandbox[] = []
  const clients: Client[] = []
  const failures: unknown[] = []

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.destroy()))
    const defects = sandboxes.flatMap((sandbox) => [...sandbox.defects, ...sandbox.unknownRoutes])
    await Promise.all(sandboxes.splice(0).map((sandbox) => sandbox.close()))
    const found = [...defects, ...failures.splice(0)]
    if (found.length > 0) throw new AggregateError(found, `The sandbox or the bot failed: ${found.join(', ')}`)
  })

  function createClient(sandbox: DiscordSandbox, options: Partial<ClientOptions> = {}): Client {
    const rest = { api: sandbox.apiUrl, cdn: sandbox.cdnUrl, ...options.rest }
    const client = new Client({ intents: [GatewayIntentBits.Guilds], ...options, rest })
    client.on(Events.Error, (error) => failures.push(error))
    clients.push(client)
    return client
  }

  return {
    async start(options) {
      const sandbox = await startDiscordSandbox(options)
      sandboxes.push(sandbox)
      return sandbox
    },
    createClient,
    async logIn(sandbox, handle = async () => undefined) {
      const client = createClient(sandbox)
      client.on(Events.InteractionCreate, async (interaction) => {
        try {
          await handle(interaction)
        } catch (error) {
          failures.push(error)
        }
      })
      const isReady = new Promise((resolve) => client.once(Events.ClientReady, resolve))
      await client.login(sandbox.token)
      await isReady
      return client
    },
  }
}
