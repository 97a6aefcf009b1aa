import { Button, ButtonIcon, Menu } from '@millrace/components'
import { canHaveFaultPath, type Flow, type FlowPlace, type FlowSlot, slotsOf } from '@millrace/metadata'
import { elementNamed } from './elementKinds.ts'

/// The ways on that lead somewhere.
export function waysOn(flow: Flow, name: string): FlowSlot[] {
  const element = elementNamed(flow, name)
  return element ? slotsOf(flow, element).filter(({ kind, target }) => kind === 'next' && target !== null) : []
}

interface SelectionBarProps {
  names: readonly string[]
  hasFault: boolean
  /// Of an element with several ways on, those that can be kept when it is deleted.
  ways: readonly FlowSlot[]
  onDelete(keep?: FlowPlace): void
  onCopy(): void
  onCut(): void
  onFault(): void
  /// Selects all that is in the branches or the body too; absent where there is none.
  onWhole?(): void
}

/// What can be done with the selected elements.
export function SelectionBar({ names, hasFault, ways, onDelete, onCopy, onCut, onFault, onWhole }: SelectionBarProps) {
  return (
    <div className="millrace-selection-bar" role="toolbar" aria-label="Selected elements">
      <span>{names.length === 1 ? names[0] : `${names.length} selected`}</span>
      {hasFault && <Button label="Add Fault Path" onClick={onFault} />}
      {onWhole && <Button label="Select With Branches" onClick={onWhole} />}
      <ButtonIcon iconName="utility:cut" assistiveText="Cut" variant="border-filled" onClick={onCut} />
      <ButtonIcon iconName="utility:copy" assistiveText="Copy" variant="border-filled" onClick={onCopy} />
      {ways.length < 2 ? (
        <ButtonIcon
          iconName="utility:delete"
          assistiveText="Delete"
          variant="border-filled"
          onClick={() => onDelete()}
        />
      ) : (
        <Menu
          button={{ iconName: 'utility:delete', assistiveText: 'Delete', variant: 'border-filled' }}
          items={ways.map(({ label }, i) => ({ name: String(i), label: `Delete and Keep the Path "${label}"` }))}
          onSelect={position => onDelete(ways[Number(position)])}
        />
      )}
    </div>
  )
}

/// Where a fault path of the element would begin; null when it has one or cannot have one.
export function faultPlace(flow: Flow, name: string): FlowPlace | null {
  const element = elementNamed(flow, name)
  if (!element || !canHaveFaultPath(element.kind)) return null
  if (slotsOf(flow, element).some(({ kind }) => kind === 'fault')) return null
  return { owner: name, tag: 'faultConnector', part: null }
}
