import { Badge, Button, ButtonIcon, Icon, Menu } from '@millrace/components'
import { useEffect, useState } from 'react'
import { type CanvasWidth, WIDTHS } from './canvas/Canvas.tsx'
import { copySelected, cutSelected, pasteText, redo, undo } from './commands.ts'
import { useBuilder, useSnapshot } from './useEditor.ts'
import type { Saving } from './useSaving.ts'

export interface HeaderProps {
  saving: Saving
  errors: number
  width: CanvasWidth
  onWidth: (width: CanvasWidth) => void
  zoom: number
  onZoom: (zoom: number) => void
  isPreview: boolean
  onPreview: (isPreview: boolean) => void
  onVersions: () => void
  onProblems: () => void
  onLeave: () => void
}

/// The dark bar with the component's name and version, and the toolbar beneath.
export function Header(props: HeaderProps) {
  const { saving, errors, onPreview, isPreview, onLeave } = props
  const builder = useBuilder()
  const { editor } = builder
  const { definition } = useSnapshot(editor)
  const isActive = saving.status === 'Active'
  return (
    <>
      <header className="builder-header">
        <button type="button" className="slds-button_reset builder-header-back" onClick={onLeave}>
          <Icon name="utility:back" size="x-small" variant="inverse" /> Back
        </button>
        <span className="builder-header-kind">Component Builder</span>
        <span className="builder-header-name slds-truncate">
          {definition.label} <span>· Version {saving.base.number}</span>
        </span>
      </header>
      <div className="builder-toolbar" role="toolbar" aria-label="Component">
        <HistoryButton
          iconName="utility:undo"
          label="Undo"
          steps={editor.undoable}
          onRun={count => Array.from({ length: count }, () => undo(builder))}
        />
        <HistoryButton
          iconName="utility:redo"
          label="Redo"
          steps={editor.redoable}
          onRun={count => Array.from({ length: count }, () => redo(builder))}
        />
        <span className="builder-toolbar-gap" />
        <ButtonIcon
          iconName="utility:cut"
          assistiveText="Cut"
          variant="border-filled"
          onClick={() => void cutSelected(builder)}
        />
        <ButtonIcon
          iconName="utility:copy"
          assistiveText="Copy"
          variant="border-filled"
          onClick={() => void copySelected(builder)}
        />
        <ButtonIcon
          iconName="utility:paste"
          assistiveText="Paste"
          variant="border-filled"
          onClick={() =>
            void navigator.clipboard.readText().then(
              text => pasteText(builder, text) || builder.announce('The clipboard holds no components.'),
              () => builder.announce('The browser does not let the page read the clipboard. Press Ctrl+V.'),
            )
          }
        />
        <span className="builder-toolbar-gap" />
        {WIDTHS.map(({ name, label, iconName }) => (
          <button
            key={name}
            type="button"
            className={`slds-button slds-button_icon slds-button_icon-border-filled ${props.width === name ? 'builder-pressed' : ''}`}
            aria-pressed={props.width === name}
            title={label}
            onClick={() => props.onWidth(name)}
          >
            <Icon name={iconName} size="xx-small" assistiveText={label} />
          </button>
        ))}
        <label className="builder-zoom">
          <span className="slds-assistive-text">Zoom</span>
          <select
            className="slds-select"
            value={props.zoom}
            onChange={event => props.onZoom(Number(event.target.value))}
          >
            {[0.5, 0.75, 1, 1.25, 1.5].map(zoom => (
              <option key={zoom} value={zoom}>
                {zoom * 100} %
              </option>
            ))}
          </select>
        </label>
        <span className="builder-toolbar-space" />
        <SavedState saving={saving} />
        {errors > 0 && (
          <Button
            label={errors === 1 ? '1 error' : `${errors} errors`}
            variant="text-destructive"
            onClick={props.onProblems}
          />
        )}
        <Badge label={saving.status} variant={isActive ? 'success' : 'default'} />
        <Button label={isPreview ? 'Back to Building' : 'Preview'} onClick={() => onPreview(!isPreview)} />
        <Menu
          button={{ iconName: 'utility:down', assistiveText: 'More', variant: 'border-filled' }}
          items={[
            { name: 'versions', label: 'Versions' },
            ...(isActive ? [{ name: 'deactivate', label: 'Deactivate' }] : []),
          ]}
          onSelect={name => (name === 'versions' ? props.onVersions() : void saving.deactivate())}
        />
        <Button label="Save As New Version" disabled={saving.isBusy} onClick={() => void saving.saveAsNew()} />
        <Button label="Save" disabled={!saving.hasChanges} busy={saving.isBusy} onClick={() => void saving.save()} />
        <Button
          label={isActive ? 'Active' : 'Activate'}
          variant="brand"
          disabled={isActive || errors > 0 || saving.isBusy}
          title={errors > 0 ? 'A component with errors cannot be activated.' : undefined}
          onClick={() => void saving.activate()}
        />
      </div>
    </>
  )
}

/// Undo or redo, with a menu of the steps by name.
function HistoryButton({
  iconName,
  label,
  steps,
  onRun,
}: {
  iconName: string
  label: string
  steps: readonly string[]
  onRun: (count: number) => void
}) {
  return (
    <span className="builder-history">
      <ButtonIcon
        iconName={iconName}
        assistiveText={steps[0] === undefined ? label : `${label}: ${steps[0]}`}
        variant="border-filled"
        disabled={steps.length === 0}
        onClick={() => onRun(1)}
      />
      {steps.length > 1 && (
        <Menu
          button={{ iconName: 'utility:down', assistiveText: `${label} several steps`, size: 'x-small' }}
          items={steps.slice(0, 15).map((step, index) => ({ name: String(index + 1), label: step }))}
          onSelect={count => onRun(Number(count))}
        />
      )}
    </span>
  )
}

function SavedState({ saving: { hasChanges, savedAt, isBusy } }: { saving: Saving }) {
  const [now, setNow] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  const saved = savedAt === undefined ? '' : savedText(Math.max(0, now - savedAt))
  return <span className="builder-saved">{isBusy ? 'Saving …' : hasChanges ? 'Unsaved changes' : saved}</span>
}

function savedText(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  return minutes < 1 ? 'Saved just now' : `Saved ${minutes} min ago`
}
