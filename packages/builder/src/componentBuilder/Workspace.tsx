import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { Tabs, type PageRouteProps, useJson } from '@millrace/components'
import type { DynamicComponent } from '@millrace/metadata'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ComponentSummary, OpenComponentFile } from './builderApi.ts'
import { Canvas, type CanvasWidth } from './canvas/Canvas.tsx'
import {
  copySelected,
  cutSelected,
  duplicateSelected,
  moveBy,
  moveIn,
  moveOut,
  pasteText,
  redo,
  removeSelected,
  undo,
} from './commands.ts'
import { ConflictDialog } from './ConflictDialog.tsx'
import { DraftNote } from './DraftNote.tsx'
import { Editor } from './document/editor.ts'
import { Header } from './Header.tsx'
import { FieldsPanel } from './left/FieldsPanel.tsx'
import { Palette } from './left/Palette.tsx'
import { ProblemsPanel } from './left/ProblemsPanel.tsx'
import { StructureTree } from './left/StructureTree.tsx'
import { Preview } from './preview/Preview.tsx'
import { ResourcesPanel } from './resources/ResourcesPanel.tsx'
import { RightPanel, type RightTab } from './right/RightPanel.tsx'
import { type Builder, BuilderContext, type FlowChoice, useSnapshot } from './useEditor.ts'
import { useObjects } from './useObjects.ts'
import { useProblems } from './useProblems.ts'
import { type Saving, useSaving } from './useSaving.ts'
import { VersionsDialog } from './VersionsDialog.tsx'

export interface WorkspaceProps extends Pick<PageRouteProps, 'host' | 'session' | 'showToast'> {
  file: OpenComponentFile
  definition: DynamicComponent
  onLeave: () => void
}

type LeftTab = 'components' | 'fields' | 'resources' | 'structure' | 'problems'

/// The builder at work: header and toolbar, what can be put in at the left, the canvas, and what is selected at the right.
export function Workspace({ file, definition, host, showToast, onLeave }: WorkspaceProps) {
  const editor = useState(() => new Editor(definition))[0]
  const snapshot = useSnapshot(editor)
  const saving = useSaving(editor, file, showToast)
  const objects = useObjects(host)
  const [flowsVersion, setFlowsVersion] = useState(0)
  const flows = useJson<{ flows: readonly FlowChoice[] }>('/millrace/v1/flows', flowsVersion)
  const components = useJson<{ components: readonly ComponentSummary[] }>('/millrace/v1/builder/components', 0)
  const problems = useProblems(file.apiName, snapshot.definition, 0)
  const live = useRef<HTMLDivElement>(null)
  const [leftTab, setLeftTab] = useState<LeftTab>('components')
  const [rightTab, setRightTab] = useState<RightTab>('properties')
  const [width, setWidth] = useState<CanvasWidth>('Large')
  const [zoom, setZoom] = useState(1)
  const [resource, setResource] = useState<string>()
  const [isPreview, setPreview] = useState(false)
  const [showsVersions, setShowsVersions] = useState(false)
  const [isDragging, setDragging] = useState(false)

  const builder = useMemo<Builder>(
    () => ({
      editor,
      apiName: file.apiName,
      objects,
      flows: flows.status === 'ready' ? flows.data.flows : [],
      refreshFlows: () => setFlowsVersion(version => version + 1),
      components: components.status === 'ready' ? components.data.components : [],
      problems,
      host,
      announce(message) {
        if (live.current) live.current.textContent = message
      },
    }),
    [editor, file.apiName, objects, flows, components, problems, host],
  )
  useEffect(() => monitorForElements({ onDragStart: () => setDragging(true), onDrop: () => setDragging(false) }), [])
  useClipboard(builder)

  useKeys(builder, saving, isPreview)
  const errors = problems.filter(({ severity }) => severity === 'error').length

  return (
    <BuilderContext value={builder}>
      <div className={`builder ${isDragging ? 'builder_dragging' : ''}`}>
        <Header
          saving={saving}
          errors={errors}
          width={width}
          onWidth={setWidth}
          zoom={zoom}
          onZoom={setZoom}
          isPreview={isPreview}
          onPreview={setPreview}
          onVersions={() => setShowsVersions(true)}
          onProblems={() => setLeftTab('problems')}
          onLeave={onLeave}
        />
        <DraftNote saving={saving} />
        <h1 className="slds-assistive-text">Component Builder: {snapshot.definition.label}</h1>
        {isPreview ? (
          <Preview width={width} definition={snapshot.definition} showToast={showToast} />
        ) : (
          <div className="builder-body">
            <aside className="builder-left" aria-label="Toolbox">
              <Tabs
                tabs={[
                  { name: 'components', label: 'Components' },
                  { name: 'fields', label: 'Fields' },
                  { name: 'resources', label: 'Resources' },
                  { name: 'structure', label: 'Structure' },
                  { name: 'problems', label: 'Problems', ...(problems.length > 0 && { badge: `${problems.length}` }) },
                ]}
                active={leftTab}
                label="Toolbox"
                onSelect={name => setLeftTab(name as LeftTab)}
              >
                {leftTab === 'components' && <Palette />}
                {leftTab === 'fields' && <FieldsPanel />}
                {leftTab === 'resources' && <ResourcesPanel opened={resource} onOpen={setResource} />}
                {leftTab === 'structure' && <StructureTree />}
                {leftTab === 'problems' && (
                  <ProblemsPanel
                    onResource={name => {
                      setLeftTab('resources')
                      setResource(name)
                    }}
                  />
                )}
              </Tabs>
            </aside>
            <section className="builder-middle" aria-label="Canvas">
              <Canvas width={width} zoom={zoom} />
            </section>
            <aside className="builder-side" aria-label="Settings">
              <RightPanel tab={rightTab} onTab={setRightTab} />
            </aside>
          </div>
        )}
        <div ref={live} className="slds-assistive-text" role="status" aria-live="polite" />
        {showsVersions && <VersionsDialog saving={saving} onClose={() => setShowsVersions(false)} />}
        {saving.conflict && <ConflictDialog saving={saving} theirs={saving.conflict} editor={editor} />}
      </div>
    </BuilderContext>
  )
}

/// The keys of the whole builder. They count wherever the focus is, also when what had it has just gone.
function useKeys(builder: Builder, saving: Saving, isPreview: boolean): void {
  const latest = useRef(saving)
  useEffect(() => {
    latest.current = saving
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
        event.preventDefault()
        void latest.current.save()
        return
      }
      const command = isPreview || isTyping(event.target) ? undefined : commandOf(event)
      if (!command) return
      event.preventDefault()
      command(builder)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [builder, isPreview])
}

/// Cut, copy and paste by the browser's own events: they work by key, by menu, and with other tabs.
function useClipboard(builder: Builder): void {
  useEffect(() => {
    const take = (remove: boolean) => (event: ClipboardEvent) => {
      if (
        isTyping(event.target) ||
        builder.editor.snapshot.selection.length === 0 ||
        !window.getSelection()?.isCollapsed
      )
        return
      event.preventDefault()
      void (remove ? cutSelected(builder) : copySelected(builder))
    }
    const put = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain')
      if (!isTyping(event.target) && text && pasteText(builder, text)) event.preventDefault()
    }
    const [copy, cut] = [take(false), take(true)]
    document.addEventListener('copy', copy)
    document.addEventListener('cut', cut)
    document.addEventListener('paste', put)
    return () => {
      document.removeEventListener('copy', copy)
      document.removeEventListener('cut', cut)
      document.removeEventListener('paste', put)
    }
  }, [builder])
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.matches('input, textarea, select') || target.isContentEditable || target.closest('.millrace-layer') !== null)

function commandOf(event: KeyboardEvent): ((builder: Builder) => void) | undefined {
  const { key, altKey, shiftKey } = event
  const isCommand = event.ctrlKey || event.metaKey
  if (isCommand && key.toLowerCase() === 'z') return shiftKey ? redo : undo
  if (isCommand && key.toLowerCase() === 'y') return redo
  if (isCommand && key.toLowerCase() === 'd') return duplicateSelected
  if (isCommand) return undefined
  if (altKey && key === 'ArrowUp') return builder => moveBy(builder, -1)
  if (altKey && key === 'ArrowDown') return builder => moveBy(builder, 1)
  if (altKey && key === 'ArrowLeft') return moveOut
  if (altKey && key === 'ArrowRight') return moveIn
  if (altKey) return undefined
  if (key === 'Delete' || key === 'Backspace') return removeSelected
  if (key === 'Escape') return ({ editor }) => editor.select([])
  return undefined
}
