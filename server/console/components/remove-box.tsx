import type { OwnerSetting } from '../../settings/stored/owner-settings.ts'

/** Removes what is set, where an empty field keeps it. */
export function RemoveBox({ name, label }: { name: OwnerSetting; label: string }) {
  return (
    <div class="option">
      <label class="choice">
        <input type="checkbox" name={`remove-${name}`} value="yes" />
        <span>{label}</span>
      </label>
    </div>
  )
}
