import sharp from 'sharp'
import type { ChosenFile } from '../../sandbox/discord/people/values.ts'

export type PictureFile = ChosenFile & { readonly bytes: Buffer }

/** A picture file of one colour, as a person attaches it. */
export async function createPicture(
  name: string,
  size: { readonly width: number; readonly height: number },
  background = '#336699',
): Promise<PictureFile> {
  const bytes = await sharp({ create: { ...size, channels: 3, background } })
    .png()
    .toBuffer()
  return { name, bytes }
}
