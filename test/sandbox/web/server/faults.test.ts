import { expect, test } from 'vitest'
import { createSwitches, type Fault } from '../../../../sandbox/web/server/faults.ts'

function setUp(begin: Fault['begin']) {
  const changes: boolean[] = []
  const fault: Fault = { id: 'rain', label: 'Rain', description: 'It rains.', begin }
  const switches = createSwitches([fault], () => changes.push(switches.list()[0]?.isOn ?? false))
  return { switches, changes }
}

test('makes fault and undoes it, each once', async () => {
  const done: string[] = []
  const { switches, changes } = setUp(() => {
    done.push('begun')
    return () => void done.push('undone')
  })
  expect(switches.list()).toEqual([{ id: 'rain', label: 'Rain', description: 'It rains.', isOn: false }])
  await switches.turn('rain', false)
  await switches.turn('rain', true)
  await switches.turn('rain', true)
  await switches.turn('rain', false)
  expect(done).toEqual(['begun', 'undone'])
  expect(changes).toEqual([true, false])
})

test('whoever turns quickly gets what they turned last', async () => {
  const done: string[] = []
  const { switches } = setUp(async () => {
    await Promise.resolve()
    done.push('begun')
    return async () => {
      await Promise.resolve()
      done.push('undone')
    }
  })
  await Promise.all([switches.turn('rain', true), switches.turn('rain', false), switches.turn('rain', true)])
  expect(done).toEqual(['begun', 'undone', 'begun'])
  expect(switches.list()[0]?.isOn).toBe(true)
})

test('fault that cannot be made leaves the switch where it was', async () => {
  let isBroken = true
  const { switches, changes } = setUp(() => {
    if (isBroken) throw new Error('It does not rain')
    return () => {}
  })
  await expect(switches.turn('rain', true)).rejects.toThrow('It does not rain')
  expect(switches.list()[0]?.isOn).toBe(false)
  isBroken = false
  await switches.turn('rain', true)
  expect(changes).toEqual([true])
})
