/** A command that somebody may begin with, in the words that they would enter. */
export interface Example {
  readonly command: string
  readonly values: Readonly<Record<string, string>>
  readonly files: Readonly<Record<string, File>>
}

const size = { width: 960, height: 540 }

/** A paper boat on a pond, drawn here: nothing is fetched, and no picture has to be at hand. */
export async function createExample(): Promise<Example> {
  const image = new File([await drawPicture()], 'paper-boat.png', { type: 'image/png' })
  const prompt = 'The paper boat sets out across the pond at sunrise. Slow push-in, soft light, small ripples.'
  return { command: 'kling video', values: { prompt }, files: { image } }
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
