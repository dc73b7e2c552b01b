import { expect, test } from 'vitest'
import { nameFile, pathOf, readMedia } from '../../../../../sandbox/web/client/messages/media.ts'

const url = 'http://127.0.0.1:1/attachments/1/2/v.mp4?ex=1&hm=2&'

test('media are shown from where Discord keeps them', () => {
  const media = { url: 'https://a.example/v', proxy_url: url, width: 480, height: 270, content_type: 'video/mp4' }
  expect(readMedia(media)).toStrictEqual({ kind: 'video', url, width: 480, height: 270 })
})

test.each([
  ['image/webp', 'https://a.example/x', 'picture'],
  ['video/mp4', 'https://a.example/x', 'video'],
  ['audio/ogg', 'https://a.example/x', 'audio'],
  ['text/plain', 'https://a.example/x', 'other'],
  ['', 'https://a.example/x.PNG?a=.mp4', 'picture'],
  ['', 'https://a.example/x.mp4#.png', 'video'],
  ['', 'https://a.example/x', 'other'],
])('%s at %s is a %s', (contentType, address, kind) => {
  expect(readMedia({ url: address, content_type: contentType })?.kind).toBe(kind)
})

test.each(['javascript:alert(1)', 'data:image/png;base64,', 'attachment://v.mp4', '', 'http://'])(
  'nothing is loaded from %j',
  (address) => {
    expect(readMedia({ url: address })).toBeUndefined()
  },
)

test('a renewed signature leads to the same file', () => {
  expect(pathOf(url)).toBe(pathOf(url.replace('ex=1', 'ex=3')))
  expect(pathOf(url)).not.toBe(pathOf(url.replace('v.mp4', 'w.mp4')))
})

test.each([
  [url, 'v.mp4'],
  ['https://a.example/my%20frame.png', 'my frame.png'],
  ['https://a.example/50%.png', '50%.png'],
  ['https://a.example/', 'file'],
])('the file of %s', (address, name) => {
  expect(nameFile(address)).toBe(name)
})
