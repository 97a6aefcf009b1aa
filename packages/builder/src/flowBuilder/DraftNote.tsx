import { Button } from '@millrace/components'

/// Says that there are changes that were not saved when the flow was left.
export function DraftNote({ onRestore, onDrop }: { onRestore(): void; onDrop(): void }) {
  return (
    <div className="millrace-builder-note" role="status">
      There are changes of yours that were not saved.
      <Button label="Restore Them" onClick={onRestore} />
      <Button label="Drop Them" onClick={onDrop} />
    </div>
  )
}
