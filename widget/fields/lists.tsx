import type { Option } from '../custom-fields.ts'
import { ChoiceGroup } from './choice.tsx'
import type { FieldContext } from './Field.tsx'

const PATH = 'list_memberships'

type ListsProps = { context: FieldContext; lists: Option[]; choice: boolean }

/** The lists to choose from; or, where there is no choice, what a form without script sends along. */
export function ListsField({ context, lists, choice }: ListsProps) {
  return choice ? (
    <ChoiceGroup context={context} type="checkbox" path={PATH} label={context.messages[PATH]} required options={lists} />
  ) : (
    <>
      {lists.map(({ value }) => (
        <input key={value} type="hidden" name={PATH} value={value} />
      ))}
    </>
  )
}
