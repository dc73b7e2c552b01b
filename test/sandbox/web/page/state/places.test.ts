import { expect, test } from 'vitest'
import { emptyComposer } from '../../../../../sandbox/web/page/composer/state.ts'
import { initialState, receiveChange } from '../../../../../sandbox/web/page/state/changes.ts'
import {
  choosePerson,
  choosePlace,
  findThreadFrom,
  gateKey,
  isGated,
  placesOf,
  unreadIn,
} from '../../../../../sandbox/web/page/state/places.ts'
import { findPlace, keyOf, type State } from '../../../../../sandbox/web/page/state/state.ts'
import { exampleMessage, exampleScene } from './exampleScene.ts'

const begin = (): State => receiveChange(initialState, { kind: 'scene', scene: exampleScene })
const write = (state: State, text: string): State => ({ ...state, composer: { ...emptyComposer, text } })
const receive = (state: State, id: string, placeId: string): State =>
  receiveChange(state, { kind: 'message', message: exampleMessage(id, placeId) })

function unread(state: State, placeId: string) {
  const place = state.scene?.places.find(({ id }) => id === placeId)
  return place === undefined ? undefined : unreadIn(state, place)
}

test('one begins as the first person in the first place', () => {
  expect(begin()).toMatchObject({ personId: 'ana', placeId: 'videos' })
})

test('a direct conversation is one person’s own', () => {
  expect(placesOf(exampleScene, 'ben').map(({ id }) => id)).toStrictEqual(['videos', 'late', 'thread', 'with-ben'])
})

test('what is written stays with its person and its place', () => {
  const away = choosePlace(write(begin(), 'hello'), 'with-ana')
  expect(away.composer.text).toBe('')
  expect(choosePerson(away, 'ben').composer.text).toBe('')
  expect(choosePlace(away, 'videos').composer.text).toBe('hello')
})

test('another person is in the same place, and a screen reader says so', () => {
  expect(choosePerson(begin(), 'ben')).toMatchObject({
    placeId: 'videos',
    announcement: 'You are now Ben, another member, in videos.',
  })
})

test('from a direct conversation another person comes into their own', () => {
  expect(choosePerson(choosePlace(begin(), 'with-ana'), 'ben').placeId).toBe('with-ben')
})

test('what comes elsewhere is new until it is looked at', () => {
  const told = receive(begin(), '11', 'with-ana')
  expect(unread(told, 'with-ana')).toStrictEqual({ isUnread: true, pings: 1 })
  expect(unread(choosePlace(told, 'with-ana'), 'with-ana')).toStrictEqual({ isUnread: false, pings: 0 })
})

test('what one person has looked at is still new to the other', () => {
  const told = receive(begin(), '11', 'videos')
  expect(unread(told, 'videos')).toStrictEqual({ isUnread: false, pings: 0 })
  const elsewhere = choosePlace(told, 'with-ana')
  expect(unread({ ...elsewhere, personId: 'ben' }, 'videos')).toStrictEqual({ isUnread: true, pings: 0 })
})

test('nothing of before is new', () => {
  const scene = { ...exampleScene, messages: [exampleMessage('10', 'videos'), exampleMessage('11', 'with-ben')] }
  const state = receiveChange(initialState, { kind: 'scene', scene })
  expect(unread({ ...state, personId: 'ben' }, 'with-ben')).toStrictEqual({ isUnread: false, pings: 0 })
})

test('each person agrees to an age-restricted place themselves, and sees nothing of it before', () => {
  const arrived = choosePlace(receive(begin(), '11', 'late'), 'late')
  expect(isGated(arrived, findPlace(arrived))).toBe(true)
  expect(arrived.seen[keyOf('ana', 'late')]).toBeUndefined()
  const agreed = { ...arrived, agreed: new Set([keyOf('ana', 'late')]) }
  expect(isGated(agreed, findPlace(agreed))).toBe(false)
  expect(isGated(choosePerson(agreed, 'ben'), findPlace(agreed))).toBe(true)
})

test('whoever has agreed to a channel sees its threads, and the other way round', () => {
  const agree = (place: 'late' | 'thread') => {
    const arrived = choosePlace(begin(), place)
    const chosen = findPlace(arrived)
    return chosen === undefined ? arrived : { ...arrived, agreed: new Set([gateKey(arrived, chosen)]) }
  }
  const isClosed = (state: State, place: string) => isGated(state, findPlace(choosePlace(state, place)))
  expect(isClosed(begin(), 'thread')).toBe(true)
  expect(isClosed(agree('late'), 'thread')).toBe(false)
  expect(isClosed(agree('thread'), 'late')).toBe(false)
})

test('a thread is found from its message, in its own channel alone', () => {
  expect(findThreadFrom(exampleScene, exampleMessage('thread', 'late'))?.name).toBe('A paper boat')
  expect(findThreadFrom(exampleScene, exampleMessage('thread', 'videos'))).toBeUndefined()
  expect(findThreadFrom(exampleScene, exampleMessage('other', 'late'))).toBeUndefined()
})

test('whoever looks at a thread that goes is in the first place then', () => {
  const places = exampleScene.places.filter(({ id }) => id !== 'thread')
  const state = receiveChange(choosePlace(begin(), 'thread'), { kind: 'places', places })
  expect(state.placeId).toBe('videos')
  expect(receiveChange(state, { kind: 'places', places: exampleScene.places }).scene?.places).toHaveLength(5)
})

test('a demo that was started anew knows nobody of the old one', () => {
  const people = exampleScene.people.map((each) => ({ ...each, id: `new-${each.id}` }))
  const scene = { ...exampleScene, people, places: exampleScene.places.slice(0, 1) }
  const state = receiveChange(choosePlace(begin(), 'with-ana'), { kind: 'scene', scene })
  expect(state).toMatchObject({ personId: 'new-ana', placeId: 'videos' })
})
