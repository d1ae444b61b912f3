import { type AddressPart, LIMITS } from '../../server/contract.ts'
import type { Option } from '../custom-fields.ts'
import { Choices } from './choice.tsx'
import { Field, type FieldContext, Group } from './Field.tsx'
import { TextField } from './text.tsx'

type StateLabel = 'region' | 'state' | 'province' | 'prefecture' | 'county'
type PostalLabel = 'postal_code' | 'postcode' | 'zip' | 'eircode'

/** How a country writes addresses: what it calls its parts, without those it lacks, and which a whole one needs. */
export type AddressShape = {
  state?: StateLabel
  postal_code?: PostalLabel
  needed: readonly AddressPart[]
}

/** Before a country is chosen, and without script. */
export const ANY_SHAPE: AddressShape = {
  state: 'region',
  postal_code: 'postal_code',
  needed: ['street', 'city', 'country'],
}

export type AddressProps = {
  context: FieldContext
  required: boolean
  /** By their English names, whatever the visitor reads; undefined: there is no list, the visitor writes. */
  countries: Option[] | undefined
  shape: AddressShape
}

export function AddressField({ context, required, countries, shape }: AddressProps) {
  const { messages } = context
  const part = (name: AddressPart, label: StateLabel | PostalLabel | AddressPart = name) => ({
    context,
    path: `street_address.${name}`,
    label: messages[label],
    required: required && (shape.needed.includes(name) || undefined),
    limit: LIMITS[name],
  })
  const country = part('country')
  return (
    <Group context={context} path="street_address" label={messages.address} required={required}>
      <div part="row">
        <TextField {...part('street')} parts="wide" input={{ autocomplete: 'street-address' }} />
        <TextField {...part('city')} input={{ autocomplete: 'address-level2' }} />
        <TextField {...part('state', shape.state)} input={{ autocomplete: 'address-level1' }} off={!shape.state} />
        <TextField
          {...part('postal_code', shape.postal_code)}
          input={{ autocomplete: 'postal-code' }}
          off={!shape.postal_code}
        />
        {countries ? (
          <Field {...country} topic="choice">
            {(control) => (
              <select {...control} autocomplete="country-name">
                <Choices {...country} options={countries} />
              </select>
            )}
          </Field>
        ) : (
          <TextField {...country} input={{ autocomplete: 'country-name' }} />
        )}
      </div>
    </Group>
  )
}
