import sharp from 'sharp'
import { paperBoat } from '../web/client/pictures.ts'

export async function createSamplePicture(): Promise<{ name: string; bytes: Uint8Array }> {
  return { name: 'paper-boat.png', bytes: await sharp(Buffer.from(paperBoat)).png().toBuffer() }
}
