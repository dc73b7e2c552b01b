import { constants, setPriority } from 'node:os'
import { startServer } from '../../sandbox/discord/startServer.ts'
import { startKlingSandbox } from '../../sandbox/kling/startKlingSandbox.ts'
import { drawPictures } from './drawPictures.ts'
import type { Outside } from './startOutside.ts'

/** Plays Discord's CDN and the provider: what has to do with the bytes of pictures, and is another machine's work in earnest. */
const day = 24 * 60 * 60
const files = await drawPictures(process.argv.includes('--quick'))
const kling = await startKlingSandbox({ renderMilliseconds: Number.POSITIVE_INFINITY })
const { server, host } = await startServer(0)
const cdnUrl = `http://${host}`
server.on('request', (request, response) => {
  const [, number = ''] = /^\/attachments\/(\d+)\?/.exec(request.url ?? '') ?? []
  const bytes = files[Number(number)]
  if (bytes === undefined) response.writeHead(404).end()
  else response.writeHead(200, { 'content-length': bytes.byteLength }).end(bytes)
})
const expiry = Math.floor(Date.now() / 1_000 + day).toString(16)
// Like that of the worker: it takes nothing from the bot that it could not take on a machine of its own.
setPriority(process.pid, constants.priority.PRIORITY_LOW)
process.once('disconnect', () => process.exit())
process.send?.({
  cdnUrl,
  runcomfyUrl: kling.runcomfyUrl,
  runcomfyKey: kling.runcomfyKey,
  pictures: files.map(({ byteLength }, number) => ({
    url: `${cdnUrl}/attachments/${number}?ex=${expiry}`,
    size: byteLength,
  })),
} satisfies Outside)
