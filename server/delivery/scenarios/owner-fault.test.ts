import { describe, expect, test } from 'vitest'
import { ownerFaults } from '../../outbox/listing.ts'
import { ENGINES } from '../../testing/databases.ts'
import { aSignUp, LIST, REQUEST } from '../../testing/sign-up.ts'
import { aWorld } from '../../testing/world.ts'

const GONE = 'd13d60d9-f256-11e8-b47d-fa163e56c9b0'
const FIELD = '1618ae62-4752-11e9-9c8a-fa163e6b01c9'

describe.each(ENGINES)('%s', (engine) => {
  describe.each(['not_found', 'validation'] as const)(
    'what the visitor cannot correct, reported as %s,',
    (unknown_id_key) => {
      const key = unknown_id_key === 'validation' ? 'contacts.api.validation.error' : 'contacts.api.not_found'

      test.each([
        ['list_memberships', { list_memberships: [LIST, GONE] }],
        ['custom_fields', { custom_fields: [{ custom_field_id: FIELD, value: 'Rye' }] }],
      ])('is for the owner: %s', async (property, part) => {
        const world = await aWorld(engine)
        world.vendor.sandbox.control.change({ unknown_id_key })
        world.dispatcher.start()
        const recorded = await world.outbox.record(aSignUp(part), REQUEST)
        const told = world.outbox.settled(recorded.kind === 'recorded' ? recorded.id : 0, 2000)
        await world.drained()
        expect(await told).toEqual({ kind: 'set_aside' })
        expect(await ownerFaults(world.database)).toEqual([{ fault: `${property}, ${key}`, count: 1 }])
      })

      test('does not affect others sent in the same call', async () => {
        const world = await aWorld(engine)
        world.vendor.sandbox.control.change({ unknown_id_key })
        await world.take({ list_memberships: [GONE] })
        await world.take({ first_name: 'Ada' })
        world.dispatcher.start()
        await world.drained()
        expect((await world.states())[1]).toBe('created')
        expect(await ownerFaults(world.database)).toMatchObject([{ count: 1 }])
      })
    },
  )

  describe('a custom field that the vendor refuses and the visitor cannot see', () => {
    const OTHER = '1618ae62-4752-11e9-9c8a-fa163e6b01ca'
    const hidden = { signals: { hidden_fields: [FIELD.toUpperCase()] } }
    const value = (custom_field_id: string) => ({ custom_field_id, value: 'abc' })

    async function toldOf(part: Parameters<typeof aSignUp>[0]) {
      const world = await aWorld(engine)
      const fields = [FIELD, OTHER].map((id) => ({ custom_field_id: id, label: id, type: 'number' as const }))
      world.vendor.sandbox.control.putCustomFields(fields)
      world.dispatcher.start()
      const recorded = await world.outbox.record(aSignUp(part), REQUEST)
      const told = world.outbox.settled(recorded.kind === 'recorded' ? recorded.id : 0, 2000)
      await world.drained()
      return { told: await told, faults: await ownerFaults(world.database) }
    }

    test('is the owner’s to correct', async () => {
      const { told, faults } = await toldOf({ custom_fields: [value(FIELD)], ...hidden })
      expect(told).toEqual({ kind: 'set_aside' })
      expect(faults).toEqual([{ fault: `custom_fields.${FIELD}, contacts.api.validation.error`, count: 1 }])
    })

    test('is not what the visitor is told of, beside one that they can see', async () => {
      const { told } = await toldOf({ custom_fields: [value(FIELD), value(OTHER)], ...hidden })
      expect(told).toEqual({ kind: 'refused', fields: { [`custom_fields.${OTHER}`]: 'refused' } })
    })

    test('refuses the visitor who can see it', async () => {
      const { told } = await toldOf({ custom_fields: [value(FIELD)] })
      expect(told).toMatchObject({ kind: 'refused' })
    })
  })

  test('a visitor is told what they can correct, even beside what they cannot', async () => {
    const world = await aWorld(engine)
    world.fault({
      kind: 'status',
      status: 400,
      body: [
        { error_key: 'contacts.api.validation.error', error_message: 'list_memberships is invalid' },
        { error_key: 'contacts.api.validation.error', error_message: 'first_name is too long' },
      ],
    })
    world.dispatcher.start()
    const recorded = await world.outbox.record(aSignUp({ first_name: 'Ada' }), REQUEST)
    const told = world.outbox.settled(recorded.kind === 'recorded' ? recorded.id : 0, 2000)
    await world.drained()
    expect(await told).toEqual({ kind: 'refused', fields: { first_name: 'too_long' } })
  })
})
