import type { DataTableModel } from '@millrace/runtime'
import { Button } from '../slds/Button.tsx'
import { ButtonIcon } from '../slds/ButtonIcon.tsx'
import { Icon } from '../slds/Icon.tsx'

/// What was typed and not saved: saved, given up, or taken back one by one. What the server refused is named.
export function EditBar({ table }: { table: DataTableModel }) {
  const { drafts, cellErrors } = table
  if (drafts.size === 0 && !table.canRedo) return null
  const rows = drafts.size === 1 ? '1 changed row' : `${drafts.size} changed rows`
  const messages = [...new Set(cellErrors.map(({ message }) => message))]
  return (
    <div className="millrace-edit-bar" role="group" aria-label="Unsaved changes">
      {messages.length > 0 && (
        <div className="millrace-edit-errors" role="alert">
          <Icon name="utility:error" size="x-small" variant="error" assistiveText="Error" />
          <ul>
            {messages.slice(0, 3).map(message => (
              <li key={message}>{message}</li>
            ))}
            {messages.length > 3 && <li>and {messages.length - 3} more</li>}
          </ul>
        </div>
      )}
      <span className="millrace-edit-count">{rows}</span>
      <ButtonIcon
        iconName="utility:undo"
        assistiveText="Undo"
        variant="border"
        disabled={!table.canUndo}
        onClick={table.undo}
      />
      <ButtonIcon
        iconName="utility:redo"
        assistiveText="Redo"
        variant="border"
        disabled={!table.canRedo}
        onClick={table.redo}
      />
      <Button label="Cancel" disabled={table.isSaving} onClick={table.cancelEdits} />
      <Button
        label="Save"
        variant="brand"
        busy={table.isSaving}
        disabled={drafts.size === 0}
        onClick={() => void table.save()}
      />
    </div>
  )
}
