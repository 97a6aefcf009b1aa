import {
  ApiFailure,
  Badge,
  Button,
  ButtonIcon,
  openPath,
  type PageRouteProps,
  Spinner,
  useJson,
} from '@millrace/components'
import {
  addElement,
  apiNameFromLabel,
  connect,
  copyElements,
  deletedWith,
  deleteElements,
  type FlowPlace,
  freeName,
  moveElement,
  namesIn,
  pasteElements,
  patchFlow,
  slotsOf,
} from '@millrace/metadata'
import {
  type KeyboardEvent,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { SchemaProvider } from '../pickers/schema.tsx'
import { useHandler } from '../pickers/useHandler.ts'
import type { ValueType } from '../pickers/valueTypes.ts'
import { NotLoaded } from '../setup/SetupPage.tsx'
import { type CanvasView, type ElementMark, FlowCanvas, placeBehind } from './canvas/FlowCanvas.tsx'
import { ElementMenu, type MenuChoice } from './canvas/ElementMenu.tsx'
import { faultPlace, SelectionBar, waysOn } from './canvas/SelectionBar.tsx'
import { type ElementKind, elementNamed, kindOf } from './canvas/elementKinds.ts'
import { START, wholePart } from './canvas/layout.ts'
import { type EditContext, FlowEditContext, useFlowEdit } from './editContext.ts'
import { flowUrl, type OpenFlowFile } from './flowAnswers.ts'
import { type FlowEditing, openFlowText } from './flowEditing.ts'
import { flowResources } from './flowResources.ts'
import { ElementPanel } from './panels/ElementPanel.tsx'
import { FlowProperties } from './panels/FlowProperties.tsx'
import { isTriggered } from './panels/start/StartFields.tsx'
import { hasResource, NewResource, ResourcePanel } from './panels/ResourcePanel.tsx'
import { ProblemList } from './ProblemList.tsx'
import { ChangedMeanwhile, sendJson } from './sending.ts'
import { Toolbox } from './Toolbox.tsx'
import { DraftNote } from './DraftNote.tsx'
import { type SavedVersion, useKeptDraft, useUnsavedGuard } from './unsavedChanges.ts'
import { problemCounts, useDiagnostics } from './useDiagnostics.ts'
import { useIsNarrow } from './useIsNarrow.ts'
import { useSurroundings } from './useSurroundings.ts'
import { MeanwhileDialog } from './versions/MeanwhileDialog.tsx'
import { VersionMenu } from './versions/VersionMenu.tsx'
import './flowBuilder.css'

const DebugPanel = lazy(() => import('./debug/DebugPanel.tsx'))
const TestsPanel = lazy(() => import('./debug/TestsPanel.tsx'))
const CompareDialog = lazy(() => import('./versions/CompareDialog.tsx'))

/// Flow Builder for the flow whose name is behind the path; `?version=N` opens another version than the file's.
export default function FlowBuilder(props: PageRouteProps) {
  const { rest: apiName } = props
  const wanted = new URLSearchParams(window.location.search)
  const version = wanted.get('version')
  const [opened, setOpened] = useState(0)
  const file = useJson<OpenFlowFile>(flowUrl(apiName, version ? `?version=${version}` : ''), opened)
  useEffect(() => {
    document.title = `${apiName} | Flow Builder`
  }, [apiName])
  if (file.status === 'loading')
    return (
      <div className="millrace-builder is-empty">
        <Spinner label="Loading the flow" />
      </div>
    )
  if (file.status === 'error')
    return (
      <div className="millrace-component">
        <NotLoaded what="The flow" failure={file.failure} />
        <Button label="All Flows" iconName="utility:back" onClick={() => openPath('/setup/flows')} />
      </div>
    )
  return (
    <SchemaProvider version={props.version}>
      <Opened
        key={`${apiName} ${file.data.current.number} ${opened}`}
        {...props}
        file={file.data}
        reopen={() => setOpened(opened + 1)}
        run={wanted.get('run')}
      />
    </SchemaProvider>
  )
}

interface OpenedProps extends PageRouteProps {
  readonly file: OpenFlowFile
  reopen(): void
  /// The run to show in the debugger.
  readonly run: string | null
}

interface BuilderProps extends OpenedProps {
  readonly editing: FlowEditing
}

/// The file read once; one that is no XML is told.
function Opened(props: OpenedProps) {
  const { apiName, file, current } = props.file
  const editing = useState(() => openFlowText(apiName, current.text))[0]
  if ('problem' in editing)
    return (
      <div className="millrace-component">
        <h1 className="slds-text-heading_medium">{apiName} cannot be drawn</h1>
        <p>
          {editing.problem} Mend the file {file} first.
        </p>
        <Button label="All Flows" iconName="utility:back" onClick={() => openPath('/setup/flows')} />
      </div>
    )
  return <Builder {...props} editing={editing} />
}

type Side =
  | { readonly kind: 'element' | 'resource'; readonly name: string }
  | { readonly kind: 'properties' }
  | { readonly kind: 'debug' }
  | { readonly kind: 'tests' }
  | NewSide
  | null

interface NewSide {
  readonly kind: 'newResource'
  readonly wanted: ValueType | null
  use?(name: string): void
  /// What was shown before.
  readonly back: Side
}

function Builder({ editing, file, reopen, run, session, showToast, version, host }: BuilderProps) {
  const { apiName, usedBy } = file
  const { text, flow, undoTitle, redoTitle } = useSyncExternalStore(editing.subscribe, () => editing.state)
  const [saved, setSaved] = useState<SavedVersion>(file.current)
  const [draft, setDraft] = useState(file.draft)
  const [selected, setSelected] = useState<readonly string[]>([])
  const [side, setSide] = useState<Side>(() =>
    run ? { kind: 'debug' } : isTriggered(flow.start) && flow.elements.length === 0 ? { kind: 'properties' } : null,
  )
  const [fresh, setFresh] = useState<EditContext['fresh']>(null)
  const [wantsToolbox, setToolbox] = useState<boolean | null>(null)
  const [hasProblems, setProblems] = useState(false)
  const [menu, setMenu] = useState<{ place: FlowPlace; at: { x: number; y: number } } | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [theirs, setTheirs] = useState<SavedVersion | null>(null)
  const [compared, setCompared] = useState<number | null>(null)
  const [marks, setMarks] = useState<ReadonlyMap<string, ElementMark>>()
  const [breakpoints, setBreakpoints] = useState<ReadonlySet<string>>(new Set())
  const [announcement, say] = useState('')
  const view = useRef<CanvasView>(null)
  const diagnostics = useDiagnostics(apiName, text)
  const around = useSurroundings(flow.start?.object ?? null, version)
  const resources = useMemo(() => flowResources(flow, around), [flow, around])
  const part = useMemo(() => (selected.length === 1 ? wholePart(flow, selected[0]!) : []), [flow, selected])
  const isActive = file.versions.find(({ number }) => number === saved.number)?.status === 'Active'
  const isChanged = text !== saved.text
  const isReadOnly = useIsNarrow()
  // A narrow window shows the canvas first.
  const hasToolbox = wantsToolbox ?? !isReadOnly
  useUnsavedGuard(isChanged)
  useKeptDraft(apiName, saved, text)

  const open = (name: string) => {
    const element = elementNamed(editing.state.flow, name)
    if (element) {
      setSelected([name])
      setSide({ kind: 'element', name })
      view.current?.show(name)
    } else if (hasResource(editing.state.flow, name)) setSide({ kind: 'resource', name })
    else if (!name || name === START) setSide({ kind: 'properties' })
  }

  const context: EditContext = {
    editing,
    flow,
    resources,
    around,
    usedBy,
    diagnostics,
    host,
    fresh,
    renameFresh: name => setFresh(fresh && { ...fresh, name }),
    newResource: (wanted, use) => setSide(side => ({ kind: 'newResource', wanted, use, back: side })),
    open,
    say,
  }

  const add = (kind: ElementKind, place: FlowPlace) => {
    const { flow } = editing.state
    const label = kind.label
    const name = freeName(apiNameFromLabel(label), namesIn(flow))
    editing.apply(`Add ${label}`, flow => addElement(flow, place, kind.tag, { name, label, ...kind.content!(name) }))
    setMenu(null)
    setFresh({ name, count: (fresh?.count ?? 0) + 1 })
    say(`${label} was added.`)
    open(name)
  }

  const remove = (names: readonly string[], keep?: FlowPlace) => {
    const there = names.filter(name => elementNamed(editing.state.flow, name))
    if (there.length === 0) return
    const also = there
      .flatMap(name => deletedWith(editing.state.flow, name, keep))
      .filter(name => !there.includes(name))
    editing.apply(`Delete ${there.join(', ')}`, flow => deleteElements(flow, there, keep))
    setSelected([])
    setSide(null)
    const more = also.length > 0 ? `, and with it ${also.join(', ')}, which nothing else reached` : ''
    say(`Deleted ${there.join(', ')}${more}. Undo brings it back.`)
  }

  const clipboard = {
    copy(names: readonly string[]) {
      copied = copyElements(editing.state.flow, names)
      if (copied.length) say(`Copied ${copied.length === 1 ? names[0] : `${copied.length} elements`}.`)
    },
    cut(names: readonly string[]) {
      clipboard.copy(names)
      remove(names)
    },
    paste(place: FlowPlace) {
      if (copied.length === 0) return say('Nothing was copied.')
      editing.apply('Paste', flow => pasteElements(flow, place, copied))
      say(`Pasted ${copied.length === 1 ? 'one element' : `${copied.length} elements`}.`)
    },
  }

  const onCanvasKey = (event: KeyboardEvent, name: string) => {
    const names = selected.includes(name) ? selected : [name]
    if (isReadOnly) return
    if (event.key === 'Delete' || event.key === 'Backspace') remove(names)
    else if (!(event.ctrlKey || event.metaKey)) return
    else if (event.key === 'c') clipboard.copy(names)
    else if (event.key === 'x') clipboard.cut(names)
    else if (event.key === 'v') {
      const place = placeBehind(editing.state.flow, name)
      if (place) clipboard.paste(place)
    } else return
    event.preventDefault()
  }

  const failed = (what: string, error: unknown) => {
    if (!(error instanceof ApiFailure)) throw error
    if (error instanceof ChangedMeanwhile) return setTheirs(error.theirs)
    showToast({ title: what, message: error.message, variant: 'error', mode: 'sticky' })
  }

  const busily = async (what: string, work: () => Promise<void>) => {
    // What is being typed counts.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    setBusy(true)
    try {
      await new Promise(resolve => setTimeout(resolve))
      await work()
    } catch (error) {
      failed(what, error)
    } finally {
      setBusy(false)
    }
  }

  const save = () =>
    busily('The flow was not saved', async () => {
      const { text } = editing.state
      const { hash } = await sendJson<{ hash: string }>('PUT', flowUrl(apiName, `/versions/${saved.number}`), {
        text,
        basedOn: saved.hash,
      })
      setSaved({ number: saved.number, hash, text })
      showToast({ title: `"${flow.label}" was saved.`, variant: 'success', mode: 'dismissible' })
    })

  const saveAsNew = () =>
    busily('The flow was not saved', async () => {
      const { text } = editing.state
      const { number } = await sendJson<{ number: number }>('POST', flowUrl(apiName, '/versions'), { text })
      showToast({ title: `"${flow.label}" was saved as version ${number}.`, variant: 'success', mode: 'dismissible' })
      openVersion(number)
    })

  const openVersion = (number: number) => {
    window.history.replaceState(null, '', `/setup/flows/${encodeURIComponent(apiName)}?version=${number}`)
    setTheirs(null)
    reopen()
  }

  const setStatus = (status: 'Active' | 'Obsolete') =>
    busily(status === 'Active' ? 'The version was not activated' : 'The flow was not deactivated', async () => {
      await sendJson(
        'POST',
        flowUrl(apiName, '/status'),
        status === 'Active' ? { status, version: saved.number } : { status },
      )
      const verb =
        status === 'Active'
          ? `Version ${saved.number} of "${flow.label}" is active.`
          : `"${flow.label}" is not active any more.`
      showToast({ title: verb, variant: 'success', mode: 'dismissible' })
      openVersion(saved.number)
    })

  // Keys that work wherever the focus is, also nowhere.
  const shortcuts = useHandler((event: WindowEventMap['keydown']) => {
    if (!(event.ctrlKey || event.metaKey) || document.querySelector('[aria-modal=true]')) return
    const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, .cm-editor')
    if (event.key === 's' && !isActive) void save()
    else if (event.key === 'z' && !isTyping && event.shiftKey) editing.redo()
    else if (event.key === 'z' && !isTyping) editing.undo()
    else if (event.key === 'y' && !isTyping) editing.redo()
    else if (event.key === 'f') {
      setToolbox(true)
      setTimeout(() => document.querySelector<HTMLElement>('[aria-label="Search the flow"]')?.focus())
    } else return
    event.preventDefault()
  })
  useEffect(() => {
    window.addEventListener('keydown', shortcuts)
    return () => window.removeEventListener('keydown', shortcuts)
  }, [shortcuts])

  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length
  const problems = useMemo(() => problemCounts(diagnostics), [diagnostics])
  const onReady = useCallback((canvas: CanvasView) => {
    view.current = canvas
  }, [])

  return (
    <FlowEditContext value={context}>
      <div className="millrace-builder">
        <header className="millrace-builder-header">
          <ButtonIcon
            iconName="utility:back"
            assistiveText="All Flows"
            variant="bare-inverse"
            onClick={() => openPath('/setup/flows')}
          />
          <span className="millrace-builder-name">Flow Builder</span>
          <h1 className="slds-truncate">
            {flow.label} <span>· V{saved.number}</span>
          </h1>
        </header>
        <div className="millrace-builder-toolbar" role="toolbar" aria-label="Flow">
          <ButtonIcon
            iconName="utility:side_list"
            assistiveText={hasToolbox ? 'Hide Toolbox' : 'Show Toolbox'}
            variant="border"
            onClick={() => setToolbox(!hasToolbox)}
          />
          <ButtonIcon
            iconName="utility:undo"
            assistiveText={undoTitle ? `Undo ${undoTitle}` : 'Undo'}
            variant="border"
            disabled={!undoTitle}
            onClick={() => editing.undo()}
          />
          <ButtonIcon
            iconName="utility:redo"
            assistiveText={redoTitle ? `Redo ${redoTitle}` : 'Redo'}
            variant="border"
            disabled={!redoTitle}
            onClick={() => editing.redo()}
          />
          <ButtonIcon
            iconName="utility:zoomout"
            assistiveText="Zoom Out"
            variant="border"
            onClick={() => view.current?.zoomOut()}
          />
          <ButtonIcon
            iconName="utility:zoomin"
            assistiveText="Zoom In"
            variant="border"
            onClick={() => view.current?.zoomIn()}
          />
          <ButtonIcon
            iconName="utility:expand_alt"
            assistiveText="Zoom to Fit"
            variant="border"
            onClick={() => view.current?.fit()}
          />
          <ButtonIcon
            iconName="utility:collapse_all"
            assistiveText="Collapse All Branches and Loops"
            variant="border"
            onClick={() => view.current?.collapseAll()}
          />
          <ButtonIcon
            iconName="utility:expand_all"
            assistiveText="Expand All Branches and Loops"
            variant="border"
            onClick={() => view.current?.expandAll()}
          />
          <ButtonIcon
            iconName="utility:settings"
            assistiveText="Flow Properties"
            variant="border"
            onClick={() => setSide({ kind: 'properties' })}
          />
          <Button
            label={
              errors + warnings === 0
                ? 'No Problems'
                : `${errors} ${errors === 1 ? 'Error' : 'Errors'}, ${warnings} ${warnings === 1 ? 'Warning' : 'Warnings'}`
            }
            iconName={errors > 0 ? 'utility:error' : warnings > 0 ? 'utility:warning' : 'utility:success'}
            onClick={() => setProblems(!hasProblems)}
          />
          <span className="millrace-builder-status">
            {isChanged ? 'Not saved' : 'Saved'}{' '}
            <Badge
              label={
                isActive ? 'Active' : (file.versions.find(({ number }) => number === saved.number)?.status ?? 'Draft')
              }
              variant={isActive ? 'success' : 'default'}
            />
          </span>
          <VersionMenu file={file} number={saved.number} onOpen={openVersion} onCompare={setCompared} />
          {flow.processType === 'Flow' && (
            <Button
              label="Run"
              iconName="utility:right"
              disabled={isChanged || errors > 0}
              title={isChanged ? 'Save first' : errors > 0 ? 'A flow with errors cannot run' : undefined}
              onClick={() =>
                window.open(`/builder/flow/${encodeURIComponent(apiName)}?version=${saved.number}`, '_blank')
              }
            />
          )}
          <Button label="Tests" iconName="utility:check" onClick={() => setSide({ kind: 'tests' })} />
          <Button label="Debug" iconName="utility:bug" onClick={() => setSide({ kind: 'debug' })} />
          {!isReadOnly && (
            <>
              <Button label="Save As New Version" busy={isBusy} onClick={() => void saveAsNew()} />
              {!isActive && <Button label="Save" busy={isBusy} disabled={!isChanged} onClick={() => void save()} />}
              {isActive ? (
                <Button label="Deactivate" busy={isBusy} onClick={() => void setStatus('Obsolete')} />
              ) : (
                <Button
                  label="Activate"
                  variant="brand"
                  busy={isBusy}
                  disabled={isChanged || errors > 0}
                  title={isChanged ? 'Save first' : errors > 0 ? 'A flow with errors cannot be activated' : undefined}
                  onClick={() => void setStatus('Active')}
                />
              )}
            </>
          )}
        </div>
        {draft && draft.text !== file.current.text && (
          <DraftNote
            onRestore={() => {
              editing.replace('Restore what was not saved', draft.text)
              setDraft(null)
            }}
            onDrop={() => {
              void sendJson('DELETE', flowUrl(apiName, '/draft'))
              setDraft(null)
            }}
          />
        )}
        <div className="millrace-builder-main">
          {hasToolbox && (
            <Toolbox
              selected={selected.at(-1) ?? null}
              isReadOnly={isReadOnly}
              onOpen={open}
              onNewResource={() => setSide({ kind: 'newResource', wanted: null, back: null })}
              onClose={() => setToolbox(false)}
            />
          )}
          <div className="millrace-builder-centre">
            <div className="millrace-builder-canvas">
              <FlowCanvas
                flow={flow}
                selected={selected}
                problems={problems}
                marks={marks}
                breakpoints={breakpoints}
                isReadOnly={isReadOnly}
                onSelect={setSelected}
                onOpen={name => {
                  if (side?.kind === 'debug' || side?.kind === 'tests') return
                  if (name === START) setSide({ kind: 'properties' })
                  else setSide({ kind: 'element', name })
                }}
                onAdd={(place, at) => setMenu({ place, at })}
                onKey={onCanvasKey}
                onReady={onReady}
              />
              {!isReadOnly && selected.length > 0 && selected[0] !== START && (
                <SelectionBar
                  names={selected}
                  ways={selected.length === 1 ? waysOn(flow, selected[0]!) : []}
                  onDelete={keep => remove(selected, keep)}
                  onCopy={() => clipboard.copy(selected)}
                  onCut={() => clipboard.cut(selected)}
                  onFault={() => {
                    const place = faultPlace(editing.state.flow, selected[0]!)
                    const box = document
                      .querySelector(`[data-node="${CSS.escape(selected[0]!)}"]`)
                      ?.getBoundingClientRect()
                    if (place) setMenu({ place, at: { x: box?.right ?? 400, y: (box?.top ?? 200) + 20 } })
                  }}
                  onWhole={part.length > 1 ? () => setSelected(part) : undefined}
                  hasFault={selected.length === 1 && faultPlace(flow, selected[0]!) !== null}
                />
              )}
            </div>
            {hasProblems && (
              <ProblemList diagnostics={diagnostics} isReadOnly={isReadOnly} onClose={() => setProblems(false)} />
            )}
          </div>
          {side && (
            <aside
              className={`millrace-builder-side is-right ${side.kind === 'debug' ? 'is-wide' : ''}`}
              aria-label="Properties"
            >
              <div className="millrace-panel-close">
                <ButtonIcon
                  iconName="utility:close"
                  assistiveText="Close Panel"
                  size="small"
                  onClick={() => {
                    setSide(null)
                    setMarks(undefined)
                  }}
                />
              </div>
              <Suspense fallback={<Spinner label="Loading" />}>
                <SidePanel side={side} setSide={setSide} isReadOnly={isReadOnly}>
                  {side.kind === 'debug' ? (
                    <DebugPanel
                      session={session}
                      run={run}
                      text={text}
                      breakpoints={breakpoints}
                      setBreakpoints={setBreakpoints}
                      onMarks={setMarks}
                      onShow={name => view.current?.show(name)}
                      showToast={showToast}
                    />
                  ) : side.kind === 'tests' ? (
                    <TestsPanel onMarks={setMarks} />
                  ) : null}
                </SidePanel>
              </Suspense>
            </aside>
          )}
        </div>
        <div className="slds-assistive-text" role="status" aria-live="polite">
          {announcement}
        </div>
        {menu && (
          <ElementMenu
            at={menu.at}
            more={moreChoices(menu.place)}
            onKind={kind => add(kind, menu.place)}
            onMore={name => {
              const [what = '', ...target] = name.split(' ')
              setMenu(null)
              if (what === 'paste') clipboard.paste(menu.place)
              else if (what === 'goTo')
                editing.apply(`Connect to ${target.join(' ')}`, flow =>
                  connect(flow, menu.place, target.join(' '), true),
                )
              else if (what === 'move')
                editing.apply(`Move ${target.join(' ')}`, flow => moveElement(flow, target.join(' '), menu.place))
              else if (what === 'end') editing.apply('End the path', flow => connect(flow, menu.place, null))
            }}
            onClose={() => setMenu(null)}
          />
        )}
        {theirs && (
          <MeanwhileDialog
            theirs={theirs}
            onClose={() => setTheirs(null)}
            onSaveAsNew={() => {
              setTheirs(null)
              void saveAsNew()
            }}
            onTake={() => {
              editing.replace('Take what was saved meanwhile', theirs.text)
              setSaved(theirs)
              setTheirs(null)
            }}
            onOverwrite={() => {
              setSaved({ ...saved, hash: theirs.hash })
              setTheirs(null)
              showToast({ title: 'Save again to put yours in its place.', variant: 'info', mode: 'dismissible' })
            }}
            text={text}
            apiName={apiName}
          />
        )}
        {compared !== null && (
          <Suspense fallback={null}>
            <CompareDialog
              apiName={apiName}
              number={compared}
              text={text}
              title={`Version ${saved.number}${isChanged ? ' as it is here' : ''}`}
              onClose={() => setCompared(null)}
            />
          </Suspense>
        )}
      </div>
    </FlowEditContext>
  )

  function moreChoices(place: FlowPlace): MenuChoice[] {
    const others = editing.state.flow.elements.filter(({ name }) => name !== place.owner)
    const target = slotsOf(flow, place.owner === null ? null : (elementNamed(flow, place.owner) ?? null)).find(
      slot => slot.tag === place.tag && slot.part?.position === place.part?.position,
    )?.target
    return [
      ...(copied.length > 0
        ? [{ name: 'paste', label: 'Paste', help: 'What was copied or cut.', iconName: 'utility:paste', group: 'More' }]
        : []),
      ...(target
        ? [
            {
              name: 'end',
              label: 'End Path Here',
              help: 'Nothing follows any more.',
              iconName: 'utility:stop',
              group: 'More',
            },
          ]
        : []),
      ...(selected.length === 1 && selected[0] !== place.owner && selected[0] !== START
        ? [{ name: `move ${selected[0]}`, label: `Move ${selected[0]} Here`, iconName: 'utility:move', group: 'More' }]
        : []),
      ...others.map(element => ({
        name: `goTo ${element.name}`,
        label: `Connect to ${element.label}`,
        help: kindOf(element).label,
        iconName: 'utility:redo',
        group: 'Connect to Element',
      })),
    ]
  }
}

/// What was copied, also from another flow.
let copied: readonly string[] = []

function SidePanel({
  side,
  setSide,
  isReadOnly,
  children,
}: {
  side: NonNullable<Side>
  setSide(side: Side): void
  isReadOnly: boolean
  children: ReactNode
}) {
  const { flow, editing } = useFlowEdit()
  switch (side.kind) {
    case 'element': {
      const element = elementNamed(flow, side.name)
      return element ? <ElementPanel element={element} isReadOnly={isReadOnly} /> : <p>The element is gone.</p>
    }
    case 'resource':
      return <ResourcePanel name={side.name} isReadOnly={isReadOnly} onClose={() => setSide(null)} />
    case 'properties':
      return (
        <FlowProperties
          isReadOnly={isReadOnly}
          onPatch={patch => editing.apply('Change the flow', flow => patchFlow(flow, patch))}
        />
      )
    case 'newResource':
      return (
        <NewResource
          wanted={side.wanted}
          onDone={name => {
            if (name) side.use?.(name)
            setSide(side.back ?? (name ? { kind: 'resource', name } : null))
          }}
        />
      )
    default:
      return children
  }
}
