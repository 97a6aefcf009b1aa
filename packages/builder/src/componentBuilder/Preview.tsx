import { DynamicComponent } from '@millrace/components'
import type { DynamicComponent as Definition } from '@millrace/metadata'
import type { Toast } from '@millrace/runtime'
import { useMemo, useState } from 'react'
import { type CanvasWidth, WIDTHS } from './canvas/Canvas.tsx'
import { useBuilder } from './useEditor.ts'

/// The component at work, as it is on the screen now, saved or not: clicks act, and records change.
export function Preview({
  definition,
  width,
  showToast,
}: {
  definition: Definition
  width: CanvasWidth
  showToast: (toast: Toast) => void
}) {
  const { host, problems } = useBuilder()
  const [recordId, setRecordId] = useState('')
  const previewHost = useMemo(() => {
    const record =
      definition.targetObject && recordId !== '' ? { recordId, objectApiName: definition.targetObject } : {}
    return { ...host, address: undefined, ...record, showToast, formFactor: width, navigate: () => {} }
  }, [host, showToast, width, recordId, definition.targetObject])
  return (
    <div className="builder-preview-page">
      {definition.targetObject && (
        <label className="slds-form-element builder-preview-record">
          <span className="slds-form-element__label">Id of the {definition.targetObject} that the page is about</span>
          <input className="slds-input" value={recordId} onChange={event => setRecordId(event.target.value.trim())} />
        </label>
      )}
      <p className="builder-note">This is the component at work: what you click here really runs.</p>
      <div className="builder-preview-stage" style={{ width: WIDTHS.find(({ name }) => name === width)!.width }}>
        <DynamicComponent definition={definition} host={previewHost} problems={problems} />
      </div>
    </div>
  )
}
