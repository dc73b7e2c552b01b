import type { Example } from '../composer/fillExample.ts'

const size = { width: 960, height: 540 }

/** A command to begin with: a paper boat on a pond, drawn here, so that nothing is fetched and no picture has to be at hand. */
export async function createExample(): Promise<Example> {
  const image = new File([await drawPicture()], 'paper-boat.png', { type: 'image/png' })
  const prompt = 'The paper boat sets out across the pond at sunrise. Slow push-in, soft light, small ripples.'
  return { name: 'kling video', values: { prompt }, files: { image } }
}

async function drawPicture(): Promise<Blob> {
  const drawing = new Image(size.width, size.height)
  drawing.src = new URL('./paper-boat.svg', import.meta.url).href
  await drawing.decode()
  const canvas = Object.assign(document.createElement('canvas'), size)
  canvas.getContext('2d')?.drawImage(drawing, 0, 0, size.width, size.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error('No picture came of the drawing')) : resolve(blob))),
  )
}
