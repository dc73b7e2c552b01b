import { generateKeyPairSync, sign } from 'node:crypto'

/** One value in the notation of certificates: a tag, the length, the content. */
function encode(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content])
  const size = Buffer.from(length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255])
  return Buffer.concat([Buffer.from([tag]), size, content])
}

const sequence = (...parts: readonly Uint8Array[]) => encode(0x30, ...parts)
const bytes = (hex: string) => Buffer.from(hex, 'hex')
const ecdsaWithSha256 = sequence(bytes('06082a8648ce3d040302'))
const name = sequence(encode(0x31, sequence(bytes('0603550403'), encode(0x0c, Buffer.from('a test')))))
/** subjectAltName: 127.0.0.1 */
const addresses = sequence(bytes('0603551d11'), encode(0x04, sequence(encode(0x87, Buffer.from([127, 0, 0, 1])))))

const time = (date: Date) => encode(0x18, Buffer.from(`${date.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`))

/** A certificate for 127.0.0.1 that nobody vouches for, and its key, as a TLS server takes them. */
export function createCertificate(from: Date, to: Date): { readonly cert: string; readonly key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const body = sequence(
    encode(0xa0, bytes('020102')),
    bytes('020101'),
    ecdsaWithSha256,
    name,
    sequence(time(from), time(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    encode(0xa3, sequence(addresses)),
  )
  const signature = encode(0x03, Buffer.from([0]), sign('sha256', body, privateKey))
  const base64 = sequence(body, ecdsaWithSha256, signature).toString('base64')
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
