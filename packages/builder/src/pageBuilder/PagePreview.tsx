import { FormElement, hostWith, LookupEditor, PageView, recordHost } from '@millrace/components'
import type { PageDefinition } from '@millrace/metadata'
import type { ComponentHost } from '@millrace/runtime'
import { useId, useMemo, useState } from 'react'
import { type CanvasWidth, WIDTHS } from '../componentBuilder/canvas/Canvas.tsx'
import { ViewerPicker } from '../componentBuilder/preview/Preview.tsx'
import { hostOf, type Viewer } from '../componentBuilder/preview/previewHost.ts'

export interface PagePreviewProps {
  page: PageDefinition
  host: ComponentHost
  /// The record that it begins with.
  recordId: string | undefined
  width: CanvasWidth
}

/// The page at work, as it is being edited: with real records, so that what is done in it is done. Shown to whom, about
/// which record, and on what, is chosen here.
export function PagePreview({ page, host, recordId, width }: PagePreviewProps) {
  const { objectApiName } = page
  const [attempt, setAttempt] = useState(0)
  const [viewer, setViewer] = useState<Viewer>()
  const [chosen, setChosen] = useState<string | null>()
  const id = useId()
  const shown = chosen === undefined ? (recordId ?? null) : chosen
  const previewHost = useMemo(() => {
    const seen = hostWith(viewer ? hostOf(host, viewer) : host, { formFactor: width })
    return shown && objectApiName ? recordHost(seen, shown, objectApiName) : seen
  }, [host, viewer, width, shown, objectApiName])
  return (
    <section className="builder-middle page-builder-preview" aria-label="Preview">
      <div className="builder-preview-settings">
        <ViewerPicker host={host} onChange={setViewer} />
        {objectApiName && (
          <FormElement id={id} label="Record">
            <LookupEditor id={id} host={host} search={{ objectApiName }} value={shown} onChange={setChosen} />
          </FormElement>
        )}
      </div>
      <div className="builder-canvas">
        <div className="builder-stage" style={{ width: WIDTHS.find(({ name }) => name === width)!.width }}>
          <PageView
            key={`${shown} ${String(viewer?.user['Id'])}`}
            page={page}
            host={previewHost}
            version={attempt}
            onRetry={() => setAttempt(attempt + 1)}
          />
        </div>
      </div>
    </section>
  )
}
