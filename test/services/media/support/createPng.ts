import { deflateSync } from 'node:zlib'

const signature = Buffer.from('89504e470d0a1a0a', 'hex')

/** @see https://www.w3.org/TR/png-3/#11IHDR */
export interface PngKind {
  readonly bits: 8 | 16
  /** 0 is grey, 6 has three colours and transparency. */
  readonly colour: 0 | 6
  readonly isInterlaced: boolean
}

const plainGrey: PngKind = { bits: 8, colour: 0, isInterlaced: false }
export const deepAndInterlaced: PngKind = { bits: 16, colour: 6, isInterlaced: true }

/** A PNG by the book whose header may claim any size, however few pixels follow. */
export function createClaimingPng(width: number, height: number, kind: PngKind = plainGrey): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(kind.bits, 8)
  header.writeUInt8(kind.colour, 9)
  header.writeUInt8(kind.isInterlaced ? 1 : 0, 12)
  return Buffer.concat([
    signature,
    createChunk('IHDR', header),
    createChunk('IDAT', deflateSync(Buffer.alloc(1_000))),
    createChunk('IEND', Buffer.alloc(0)),
  ])
}

/** The same PNG, marked as an animation of one frame. */
export function animatePng(png: Buffer): Buffer {
  const header = signature.length + 25
  const control = Buffer.alloc(8)
  control.writeUInt32BE(1, 0)
  return Buffer.concat([png.subarray(0, header), createChunk('acTL', control), png.subarray(header)])
}

function createChunk(kind: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write(kind, 4, 'latin1')
  data.copy(chunk, 8)
  chunk.writeUInt32BE(checksum(chunk.subarray(4, 8 + data.length)), 8 + data.length)
  return chunk
}

/** The CRC-32 of PNG; `zlib.crc32` is younger than the oldest supported Node. */
function checksum(bytes: Buffer): number {
  let remainder = 0xffffffff
  for (const byte of bytes) {
    remainder ^= byte
    for (let bit = 0; bit < 8; bit += 1) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0)
  }
  return (remainder ^ 0xffffffff) >>> 0
}
