import type { DataTableModel } from '@millrace/runtime'
import { useLabels } from '../labels/Localized.tsx'
import { Button } from '../slds/Button.tsx'
import { ButtonIcon } from '../slds/ButtonIcon.tsx'
import { Icon } from '../slds/Icon.tsx'

/// What was typed and not saved: saved, given up, or taken back one by one. What the server refused is named.
export default function EditBar({ table }: { table: DataTableModel }) {
  const { drafts, cellErrors } = table
  const labels = useLabels()
  const rows = labels.changedRows(drafts.size)
  const messages = [...new Set(cellErrors.map(({ message }) => message))]
  return (
    <div className="millrace-edit-bar" role="group" aria-label={labels.unsavedChanges}>
      {messages.length > 0 && (
        <div className="millrace-edit-errors" role="alert">
          <Icon name="utility:error" size="x-small" variant="error" assistiveText={labels.error} />
          <ul>
            {messages.slice(0, 3).map(message => (
              <li key={message}>{message}</li>
            ))}
            {messages.length > 3 && <li>{labels.andMore(messages.length - 3)}</li>}
          </ul>
        </div>
      )}
      <span className="millrace-edit-count">{rows}</span>
      <ButtonIcon
        iconName="utility:undo"
        assistiveText={labels.undo}
        variant="border"
        disabled={!table.canUndo}
        onClick={table.undo}
      />
      <ButtonIcon
        iconName="utility:redo"
        assistiveText={labels.redo}
        variant="border"
        disabled={!table.canRedo}
        onClick={table.redo}
      />
      <Button label={labels.cancel} disabled={table.isSaving} onClick={table.cancelEdits} />
      <Button
        label={labels.save}
        variant="brand"
        busy={table.isSaving}
        disabled={drafts.size === 0}
        onClick={() => void table.save()}
      />
    </div>
  )
}
