import { paperBoat, paperBoatPrompt } from '../../client/paperBoat.ts'
import type { Example } from '../composer/fillExample.ts'

const size = { width: 960, height: 540 }

/** A command to begin with: a paper boat on a pond, drawn here, so that nothing is fetched and no picture has to be at hand. */
export async function createExample(): Promise<Example> {
  const image = new File([await drawPicture()], 'paper-boat.png', { type: 'image/png' })
  return { name: 'kling video', values: { prompt: paperBoatPrompt }, files: { image } }
}

async function drawPicture(): Promise<Blob> {
  const drawing = new Image(size.width, size.height)
  drawing.src = `data:image/svg+xml,${encodeURIComponent(paperBoat)}`
  await drawing.decode()
  const canvas = Object.assign(document.createElement('canvas'), size)
  canvas.getContext('2d')?.drawImage(drawing, 0, 0, size.width, size.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error('No picture came of the drawing')) : resolve(blob))),
  )
}
