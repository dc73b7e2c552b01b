import { expect, test } from 'vitest'
import { paintAvatar } from '../../../../sandbox/web/client/pictures.ts'

const readColour = (address: string) => /fill="(#\w+)"/.exec(decodeURIComponent(address))?.[1]

test('everybody in the demo has a colour of their own', () => {
  const colours = ['Ana', 'Ben', 'Cleo', 'Kling'].map((name) => readColour(paintAvatar('1', name)))
  expect(new Set(colours).size).toBe(4)
})

test('a name cannot change the picture', () => {
  expect(decodeURIComponent(paintAvatar('1', '<script>'))).toContain('>&lt;</text>')
})

test('somebody without a name has a picture as well', () => {
  expect(decodeURIComponent(paintAvatar('1234', ''))).toContain('>?</text>')
})
