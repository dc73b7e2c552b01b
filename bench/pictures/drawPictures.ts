import sharp from 'sharp'

/** The heaviest pictures that are not refused by their headers, and an AVIF that is. */
export async function drawPictures(isQuick: boolean): Promise<readonly Uint8Array[]> {
  const draw = (megapixels: number) => {
    const side = Math.floor(Math.sqrt((isQuick ? megapixels / 10 : megapixels) * 1_000_000))
    return sharp({ create: { width: side, height: side, channels: 3, background: '#3050a0' }, limitInputPixels: false })
  }
  return Promise.all(
    [
      draw(15.8).avif({ effort: 0 }),
      draw(50).avif({ effort: 0 }),
      draw(49).ensureAlpha().png({ progressive: true }),
      draw(42).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }),
      draw(49).withMetadata({ orientation: 6 }).jpeg(),
      draw(49).gif(),
    ].map((picture) => picture.toBuffer()),
  )
}
