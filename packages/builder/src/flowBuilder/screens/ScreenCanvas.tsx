import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { attachClosestEdge, type Edge, extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge'
import {
  Button,
  Icon,
  LazyScreenFields,
  type ScreenField,
  type ScreenFrames,
  ScreenFramesContext,
} from '@millrace/components'
import { screenFieldAt, type ScreenPlace } from '@millrace/metadata'
import {
  createContext,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useSchema } from '../../pickers/schema.tsx'
import { useHandler } from '../../pickers/useHandler.ts'
import { useFlowEdit } from '../editContext.ts'
import { useScreenEdit } from './screenContext.ts'
import { fieldTitle, isHolder, kindOfField, type ScreenPart } from './screenParts.ts'
import { holdsOthers, isSamePlace, selectableFields } from './screenPlaces.ts'
import { screenPreview, shownText } from './screenPreview.ts'

const PlacesContext = createContext<ReadonlyMap<ScreenField, ScreenPlace>>(new Map())

/// The screen as the player shows it, to select, drag and drop. What is on it does nothing, and what a rule would hide is
/// shown.
export function ScreenCanvas({ ref }: { ref: Ref<HTMLDivElement> }) {
  const { flow } = useFlowEdit()
  const editing = useScreenEdit()
  const { screen, selected, isReadOnly, select } = editing
  const schema = useSchema()
  const preview = useMemo(() => screenPreview(screen.fields, flow, schema), [screen, flow, schema])

  const onClick = (event: MouseEvent) => {
    const { target } = event
    if (!(target instanceof Element) || target.closest('[data-frame-tools]')) return
    event.preventDefault()
    const key = target.closest<HTMLElement>('[data-screen-place]')?.dataset['screenPlace']
    select(key === undefined ? null : key.split(',').map(Number))
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const step = STEPS[event.key]
    const isAside = event.key === 'ArrowLeft' || event.key === 'ArrowRight'
    const mayChange = selected !== null && !isReadOnly
    if (event.key === 'Escape' && selected) select(null)
    else if ((event.key === 'Delete' || event.key === 'Backspace') && mayChange) editing.remove(selected)
    else if (event.key === 'd' && (event.ctrlKey || event.metaKey) && mayChange) editing.duplicate(selected)
    else if (event.ctrlKey || event.metaKey) return
    else if (step && event.altKey && mayChange) (isAside ? editing.aside : editing.step)(selected, step)
    else if (step && !event.altKey) {
      const next = neighbour(selected, step)
      if (next) select(next)
      document.querySelector(`[data-screen-place="${next?.join()}"]`)?.scrollIntoView({ block: 'nearest' })
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const neighbour = (place: ScreenPlace | null, step: 1 | -1): ScreenPlace | undefined => {
    const all = selectableFields(screen.fields)
    const at = all.findIndex(one => isSamePlace(one.place, place))
    return all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step]?.place
  }
  return (
    <div className="screen-editor-middle">
      {/* An application of its own: the keys are those of the canvas, and the focus is on it as a whole. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={ref}
        className="screen-editor-screen millrace-flow"
        role="application"
        aria-roledescription="screen preview"
        aria-label="Screen. Arrow keys select components; Alt with arrow keys moves them; Control with D copies, Delete removes them."
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onClick={onClick}
        onKeyDown={onKey}
      >
        {screen.showHeader && <h3 className="slds-text-heading_small slds-m-bottom_small">{screen.label}</h3>}
        {screen.helpText && <Still fields={[shownText(screen.helpText)]} />}
        <PlacesContext value={preview.places}>
          <ScreenFramesContext value={frames}>
            <Still fields={preview.fields} />
          </ScreenFramesContext>
        </PlacesContext>
        {!isReadOnly && <DropZone place={[screen.fields.length]} isEmpty={screen.fields.length === 0} />}
        {screen.showFooter && <Footer />}
      </div>
    </div>
  )
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/// Components as the player shows them, that do nothing.
function Still({ fields }: { fields: readonly ScreenField[] }) {
  const { host } = useFlowEdit()
  return <LazyScreenFields host={host} fields={fields} typed={{}} errors={[]} onChange={() => undefined} />
}

/// The buttons of the screen. Whether there is a screen before it is known when the flow runs.
function Footer() {
  const { screen } = useScreenEdit()
  const next = screen.nextOrFinishButtonLabel || (screen.connector ? 'Next' : 'Finish')
  return (
    <div className="millrace-flow-footer" inert>
      <div className="millrace-flow-buttons">
        {screen.allowPause && <Button label={screen.pauseButtonLabel || 'Pause'} />}
        {screen.allowBack && <Button label={screen.backButtonLabel || 'Previous'} />}
        {(screen.allowFinish || screen.connector) && <Button label={next} variant="brand" />}
      </div>
    </div>
  )
}

const frames: ScreenFrames = { Field: FieldFrame, Column: ColumnFrame }

type Dragged = { readonly part: ScreenPart } | { readonly from: ScreenPlace; readonly holdsOthers: boolean }

/// What is dragged; nothing that does not belong into this editor.
export function draggedIn(data: Record<string | symbol, unknown>): Dragged | undefined {
  if (data['screenPart']) return { part: data['screenPart'] as ScreenPart }
  if (!data['from']) return undefined
  return { from: data['from'] as ScreenPlace, holdsOthers: data['holdsOthers'] === true }
}

/// Sections and repeaters stay outside of each other, and nothing goes into itself.
function mayDrop(dragged: Dragged | undefined, place: ScreenPlace): boolean {
  if (!dragged) return false
  const isOuter = 'part' in dragged ? isHolder(dragged.part) : dragged.holdsOthers
  const isInside = 'from' in dragged && `${place.join()},`.startsWith(`${dragged.from.join()},`)
  return !(isOuter && place.length > 1) && !isInside
}

function useDrop() {
  const { add, move } = useScreenEdit()
  return useHandler((dragged: Dragged | undefined, place: ScreenPlace) => {
    if (!dragged) return
    if ('part' in dragged) add(dragged.part, place)
    else move(dragged.from, place)
  })
}

function FieldFrame({ field: shown, children }: { field: ScreenField; children: ReactNode }) {
  const place = useContext(PlacesContext).get(shown)
  return place ? <PlacedFrame place={place}>{children}</PlacedFrame> : children
}

function PlacedFrame({ place, children }: { place: ScreenPlace; children: ReactNode }) {
  const { screen, selected, isReadOnly, problemsAt } = useScreenEdit()
  const drop = useDrop()
  const element = useRef<HTMLDivElement>(null)
  const [edge, setEdge] = useState<Edge | null>(null)
  const field = screenFieldAt(screen.fields, place)
  const key = place.join()
  const isHolding = field !== undefined && holdsOthers(field)
  useEffect(() => {
    const frame = element.current
    if (!frame || isReadOnly) return
    const at = key.split(',').map(Number)
    return combine(
      draggable({ element: frame, getInitialData: () => ({ from: at, holdsOthers: isHolding }) }),
      dropTargetForElements({
        element: frame,
        canDrop: ({ source }) => mayDrop(draggedIn(source.data), at),
        getData: ({ input, element }) => attachClosestEdge({}, { input, element, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self, location }) =>
          setEdge(location.current.dropTargets[0]?.element === self.element ? extractClosestEdge(self.data) : null),
        onDragLeave: () => setEdge(null),
        onDrop: ({ self, source, location }) => {
          setEdge(null)
          if (location.current.dropTargets[0]?.element !== self.element) return
          const behind = extractClosestEdge(self.data) === 'bottom' ? 1 : 0
          drop(draggedIn(source.data), [...at.slice(0, -1), at.at(-1)! + behind])
        },
      }),
    )
  }, [drop, key, isReadOnly, isHolding])
  if (!field) return children
  const isSelected = isSamePlace(selected, place)
  const problems = problemsAt(place).filter(({ severity }) => severity !== 'info')
  const error = problems.find(({ severity }) => severity === 'error') ?? problems[0]
  return (
    <div
      ref={element}
      data-screen-place={key}
      className={`screen-frame ${isSelected ? 'is-selected' : ''} ${edge ? `is-over-${edge}` : ''}`}
    >
      {isSelected && <FrameTools place={place} />}
      <span className="screen-frame-marks">
        {field.visibilityRule && <Icon name="utility:preview" size="xx-small" assistiveText="Shown by a rule" />}
        {error && (
          <Icon
            name={error.severity === 'error' ? 'utility:error' : 'utility:warning'}
            variant={error.severity === 'error' ? 'error' : 'warning'}
            size="xx-small"
            assistiveText={error.message}
          />
        )}
      </span>
      {isHolding ? (
        children
      ) : (
        <div inert className="screen-frame-still" data-title={field.extensionName && fieldTitle(field)}>
          {children}
        </div>
      )}
    </div>
  )
}

function FrameTools({ place }: { place: ScreenPlace }) {
  const { screen } = useScreenEdit()
  const field = screenFieldAt(screen.fields, place)!
  const { label, iconName } = kindOfField(field)
  return (
    <span className="screen-frame-name" data-frame-tools="">
      <Icon name={iconName} size="xx-small" />
      <span className="slds-truncate">
        {label}: {fieldTitle(field)}
      </span>
    </span>
  )
}

function ColumnFrame({ field: shown, children }: { field: ScreenField; children: ReactNode }) {
  const place = useContext(PlacesContext).get(shown)
  const { isReadOnly } = useScreenEdit()
  const count = shown.fields?.length ?? 0
  return (
    <div className="screen-column">
      {children}
      {place && !isReadOnly && <DropZone place={[...place, count]} isEmpty={count === 0} />}
    </div>
  )
}

/// Behind the last of a screen or column.
function DropZone({ place, isEmpty }: { place: ScreenPlace; isEmpty: boolean }) {
  const drop = useDrop()
  const element = useRef<HTMLParagraphElement>(null)
  const [isOver, setOver] = useState(false)
  const key = place.join()
  useEffect(() => {
    const at = key.split(',').map(Number)
    return dropTargetForElements({
      element: element.current!,
      canDrop: ({ source }) => mayDrop(draggedIn(source.data), at),
      onDrag: ({ self, location }) => setOver(location.current.dropTargets[0]?.element === self.element),
      onDragLeave: () => setOver(false),
      onDrop: ({ self, source, location }) => {
        setOver(false)
        if (location.current.dropTargets[0]?.element === self.element) drop(draggedIn(source.data), at)
      },
    })
  }, [drop, key])
  return (
    <p ref={element} className={`screen-drop ${isEmpty ? 'is-empty' : ''} ${isOver ? 'is-over' : ''}`}>
      {isEmpty ? 'Drag a component here' : ''}
    </p>
  )
}
