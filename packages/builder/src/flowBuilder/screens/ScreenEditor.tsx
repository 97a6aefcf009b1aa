import { Button, ButtonIcon } from '@millrace/components'
import {
  addScreenField,
  apiNameFromLabel,
  copyScreenField,
  type Diagnostic,
  type FlowScreen,
  freeName,
  moveScreenField,
  namesIn,
  removeItem,
  screenFieldAt,
  screenPath,
  type ScreenPlace,
} from '@millrace/metadata'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import type { ValueType } from '../../pickers/valueTypes.ts'
import { Dialog } from '../Dialog.tsx'
import { type EditContext, FlowEditContext, useFlowEdit } from '../editContext.ts'
import { hasResource, NewResource, ResourcePanel } from '../panels/ResourcePanel.tsx'
import { ComponentPalette } from './ComponentPalette.tsx'
import { FieldSettings } from './FieldSettings.tsx'
import { ScreenCanvas } from './ScreenCanvas.tsx'
import { type ScreenEditing, ScreenEditContext, useScreenEdit } from './screenContext.ts'
import { fieldTitle, isHolder, kindOfField, type ScreenPart } from './screenParts.ts'
import { columnBeside, isSamePlace, placeAfterMove, placeForNew, selectableFields, stepFrom } from './screenPlaces.ts'
import { ScreenSettings } from './ScreenSettings.tsx'
import './screenEditor.css'

interface ScreenEditorProps {
  screen: FlowScreen
  isReadOnly: boolean
  onClose(): void
}

type Side =
  | { readonly kind: 'newResource'; readonly wanted: ValueType | null; use(name: string): void }
  | { readonly kind: 'resource'; readonly name: string }
  | null

/// The components of a screen in a dialog over the whole window: what there is to add, the screen as the player shows it,
/// and the properties of what is selected. Every change is one of the flow, undone like any other; Cancel takes back all
/// since the screen was opened.
export function ScreenEditor({ screen, isReadOnly, onClose }: ScreenEditorProps) {
  const outer = useFlowEdit()
  const { editing, flow, diagnostics } = outer
  const [opened] = useState(editing.state.text)
  const [wanted, setSelected] = useState<ScreenPlace | null>(null)
  const [side, setSide] = useState<Side>(null)
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  const [announcement, say] = useState('')
  const canvas = useRef<HTMLDivElement>(null)
  const isChanged = editing.state.text !== opened
  const { name, fields } = screen
  // What an undo took away is not selected any more.
  const selected = wanted && screenFieldAt(fields, wanted) ? wanted : null

  const select = (place: ScreenPlace | null) => {
    setSelected(place)
    setSide(null)
    if (place) say(describe(fields, place))
  }
  const add = (part: ScreenPart, at?: ScreenPlace) => {
    const here = selected && { field: screenFieldAt(fields, selected)!, place: selected }
    const place = at ?? placeForNew(fields, here, isHolder(part))
    const fieldName = freeName(apiName(part, name), namesIn(flow))
    editing.apply(`Add ${part.label}`, flow => addScreenField(flow, name, place, part.content(fieldName)))
    setFresh(new Set(fresh).add(fieldName))
    setSelected(place)
    setSide(null)
    say(`${part.label} was added.`)
  }
  const move = (from: ScreenPlace, to: ScreenPlace) => {
    const title = fieldTitle(screenFieldAt(fields, from)!)
    if (isSamePlace(placeAfterMove(from, to), from) || to.join().startsWith(`${from.join()},`)) return
    editing.apply(`Move ${title}`, flow => moveScreenField(flow, name, from, to))
    const now = placeAfterMove(from, to)
    setSelected(now)
    say(`${title} is ${where(now)} now.`)
  }
  const remove = (place: ScreenPlace) => {
    const title = fieldTitle(screenFieldAt(fields, place)!)
    editing.apply(`Delete ${title}`, flow => removeItem(flow, name, screenPath(place)))
    setSelected(null)
    setSide(null)
    say(`${title} was deleted. Undo brings it back.`)
    canvas.current?.focus()
  }
  const problemsAt = (place: ScreenPlace): Diagnostic[] => {
    const { span } = screenFieldAt(fields, place)!.xml
    return diagnostics.filter(one => one.span && one.span.start >= span.start && one.span.end <= span.end)
  }
  const context: ScreenEditing = {
    screen,
    isReadOnly,
    selected,
    fresh,
    select,
    add,
    move,
    step(place, step) {
      const to = stepFrom(fields, { field: screenFieldAt(fields, place)!, place }, step)
      if (to) move(place, to)
    },
    aside(place, step) {
      const to = columnBeside(fields, place, step)
      if (to) move(place, to)
    },
    duplicate(place) {
      const title = fieldTitle(screenFieldAt(fields, place)!)
      editing.apply(`Duplicate ${title}`, flow => copyScreenField(flow, name, place))
      setSelected([...place.slice(0, -1), place.at(-1)! + 1])
      say(`${title} was copied.`)
    },
    remove,
    renameFresh: (from, to) => setFresh(new Set([...fresh].map(one => (one === from ? to : one)))),
    openResource: name => setSide({ kind: 'resource', name }),
    problemsAt,
  }
  const inner: EditContext = {
    ...outer,
    newResource: (wanted, use) => setSide({ kind: 'newResource', wanted, use }),
    open(one) {
      if (hasResource(editing.state.flow, one)) setSide({ kind: 'resource', name: one })
      // The screen has another name: the builder behind follows.
      else if (one !== name) outer.open(one)
    },
    say,
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // In a field, Escape closes what is open there, and not the editor.
    if (event.key === 'Escape' && isTyping(event.target)) event.stopPropagation()
    if (isReadOnly || !(event.ctrlKey || event.metaKey) || isTyping(event.target)) return
    if (event.key === 'z' && event.shiftKey) editing.redo()
    else if (event.key === 'z' && isChanged) editing.undo()
    else if (event.key === 'y') editing.redo()
    else return
    event.preventDefault()
  }
  const problems = useMemo(() => {
    const { span } = screen.xml
    return diagnostics.filter(
      one => one.severity !== 'info' && one.span && one.span.start >= span.start && one.span.end <= span.end,
    ).length
  }, [diagnostics, screen])

  return (
    <Dialog
      title={`${isReadOnly ? 'Screen' : 'Edit Screen'}: ${screen.label}`}
      isFull
      onClose={onClose}
      footer={
        <>
          {!isReadOnly && (
            <span className="screen-editor-history">
              <ButtonIcon
                iconName="utility:undo"
                assistiveText={isChanged && editing.state.undoTitle ? `Undo ${editing.state.undoTitle}` : 'Undo'}
                variant="border"
                disabled={!isChanged}
                onClick={() => editing.undo()}
              />
              <ButtonIcon
                iconName="utility:redo"
                assistiveText={editing.state.redoTitle ? `Redo ${editing.state.redoTitle}` : 'Redo'}
                variant="border"
                disabled={!editing.state.redoTitle}
                onClick={() => editing.redo()}
              />
              <span>{problems === 0 ? 'No problems' : problems === 1 ? '1 problem' : `${problems} problems`}</span>
            </span>
          )}
          {isChanged && !isReadOnly && (
            <Button
              label="Cancel"
              onClick={() => {
                editing.apply(`Cancel ${screen.label}`, () => opened)
                onClose()
              }}
            />
          )}
          <Button label="Done" variant="brand" onClick={onClose} />
        </>
      }
    >
      <FlowEditContext value={inner}>
        <ScreenEditContext value={context}>
          {/* The keys of the history, wherever in the editor the focus is. */}
          {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
          <div className={`screen-editor ${isReadOnly ? 'is-read-only' : ''}`} onKeyDown={onKeyDown}>
            {!isReadOnly && <ComponentPalette />}
            <ScreenCanvas ref={canvas} />
            <aside className="screen-editor-side" aria-label="Properties">
              <SidePart side={side} setSide={setSide} />
            </aside>
          </div>
          <div className="slds-assistive-text" role="status" aria-live="polite">
            {announcement}
          </div>
        </ScreenEditContext>
      </FlowEditContext>
    </Dialog>
  )
}

/// What is at the right: the properties of what is selected, or a resource on the way.
function SidePart({ side, setSide }: { side: Side; setSide(side: Side): void }) {
  const { screen, selected, isReadOnly } = useScreenEdit()
  const back = <Button label="Back to Properties" iconName="utility:back" onClick={() => setSide(null)} />
  if (side?.kind === 'newResource')
    return (
      <NewResource
        wanted={side.wanted}
        onDone={name => {
          if (name) side.use(name)
          setSide(null)
        }}
      />
    )
  if (side?.kind === 'resource')
    return (
      <>
        {back}
        <ResourcePanel name={side.name} isReadOnly={isReadOnly} onClose={() => setSide(null)} />
      </>
    )
  const field = selected && screenFieldAt(screen.fields, selected)
  return field ? <FieldSettings key={selected.join()} field={field} place={selected} /> : <ScreenSettings />
}

const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable=true], .cm-editor') !== null

/// The API name that a new component begins with.
const apiName = (part: ScreenPart, screen: string): string =>
  part.name === 'RegionContainer' ? `${screen}_Section1` : apiNameFromLabel(part.label)

const where = (place: ScreenPlace): string =>
  place.length === 1
    ? `number ${place[0]! + 1} of the screen`
    : place.length === 2
      ? `number ${place[1]! + 1} of its repeater`
      : `number ${place.at(-1)! + 1} in column ${place.at(-2)! + 1} of its section`

function describe(fields: FlowScreen['fields'], place: ScreenPlace): string {
  const all = selectableFields(fields)
  const at = all.findIndex(one => isSamePlace(one.place, place))
  const field = all[at]?.field
  return field ? `${kindOfField(field).label} ${fieldTitle(field)}, ${at + 1} of ${all.length}.` : ''
}
