import { Button, Icon, Spinner } from '@millrace/components'
import type { FlowScreen } from '@millrace/metadata'
import { lazy, Suspense, useState } from 'react'
import { FieldGroup } from '../../pickers/fields.tsx'
import { useFlowEdit } from '../editContext.ts'
import { fieldTitle, kindOfField } from './screenParts.ts'
import { selectableFields } from './screenPlaces.ts'
import './screenEditor.css'

const Editor = lazy(async () => ({ default: (await import('./ScreenEditor.tsx')).ScreenEditor }))

/// What stands on a screen, and the way into the editor. A new screen is opened at once.
export function ScreenPanel({ element, isReadOnly }: { element: FlowScreen; isReadOnly: boolean }) {
  const { fresh } = useFlowEdit()
  const [isOpen, setOpen] = useState(false)
  // Which of the elements that were made here has been opened by itself.
  const [openedAt, setOpenedAt] = useState(0)
  const isNew = fresh?.name === element.name && element.fields.length === 0
  if (isNew && !isReadOnly && fresh.count !== openedAt) {
    setOpenedAt(fresh.count)
    setOpen(true)
  }
  const fields = selectableFields(element.fields)
  return (
    <>
      {/* Also where nothing may be changed, it may be looked at. */}
      <Button
        label={isReadOnly ? 'Look at the Screen' : 'Edit Screen'}
        iconName={isReadOnly ? 'utility:preview' : 'utility:edit'}
        variant="brand"
        stretch
        onClick={() => setOpen(true)}
      />
      <FieldGroup title="Components">
        {fields.length === 0 && <p className="slds-text-color_weak">The screen is empty.</p>}
        <ul className="screen-outline">
          {fields.map(({ field, place }) => (
            <li key={place.join()} style={{ paddingInlineStart: `${(place.length - 1) / 2}rem` }}>
              <Icon name={kindOfField(field).iconName} size="xx-small" />
              <span className="slds-truncate">
                {fieldTitle(field)} <span className="slds-text-color_weak">{kindOfField(field).label}</span>
              </span>
            </li>
          ))}
        </ul>
      </FieldGroup>
      {isOpen && (
        <Suspense fallback={<Spinner label="Loading the editor" />}>
          <Editor screen={element} isReadOnly={isReadOnly} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
