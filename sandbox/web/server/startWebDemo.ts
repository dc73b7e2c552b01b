import { startPageServer } from './http/startPageServer.ts'
import { startWebStage, type WebStage, type WebStageOptions } from './startWebStage.ts'

export interface WebDemoOptions extends WebStageOptions {
  /** The built page. */
  readonly pageDirectory: string
  /** Any free one by default. Where it is taken, the error of the system is thrown. */
  readonly port?: number | undefined
  /** Taken where it is free, and `port` is not given. */
  readonly preferredPort?: number | undefined
  /** Defects of the demo itself. */
  readonly onDefect?: (error: unknown) => void
}

export interface WebDemo {
  /** `http://127.0.0.1:4780` */
  readonly address: string
  readonly stage: WebStage
  /** Ends everything; the folders stay. */
  close(): Promise<void>
}

/** The page, and all that plays behind it. Resolves when the bot serves. */
export async function startWebDemo(options: WebDemoOptions): Promise<WebDemo> {
  const { pageDirectory, port, preferredPort, onDefect = () => {} } = options
  const stage = await startWebStage(options)
  try {
    const { discord, kling, uploads } = stage
    const server = await startPageServer({
      port,
      preferredPort,
      pageDirectory,
      changes: stage,
      uploads,
      perform: stage.perform,
      mediaOrigins: [discord.cdnUrl, kling.origin],
      onDefect,
    })
    return {
      address: server.address,
      stage,
      async close() {
        await server.close()
        await stage.close()
      },
    }
  } catch (error) {
    await stage.close()
    throw error
  }
}
