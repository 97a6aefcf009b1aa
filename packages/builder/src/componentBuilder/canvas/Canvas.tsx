import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { DynamicComponent, EmptyState, FramesContext } from '@millrace/components'
import type { DynamicComponent as Definition } from '@millrace/metadata'
import { type KeyboardEvent, type MouseEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { ancestors, everyComponent, findComponent } from '../document/tree.ts'
import { selectedBy } from '../selecting.ts'
import { useBuilder, useSnapshot } from '../useEditor.ts'
import { canvasHost } from './canvasHost.ts'
import { draggedParts, drop, mayDrop } from './dragging.ts'
import { frames } from './frames.tsx'

export const WIDTHS = [
  { name: 'Large', label: 'Desktop', iconName: 'utility:desktop', width: '100%' },
  { name: 'Medium', label: 'Tablet', iconName: 'utility:tablet_portrait', width: '768px' },
  { name: 'Small', label: 'Phone', iconName: 'utility:phone_portrait', width: '390px' },
] as const

export type CanvasWidth = (typeof WIDTHS)[number]['name']

/// The running component with its data, to select, drag and drop. It does nothing: clicks select, no interaction runs,
/// and what a rule would hide is shown.
export function Canvas({ width, zoom }: { width: CanvasWidth; zoom: number }) {
  const builder = useBuilder()
  const { editor, host } = builder
  const { definition, selection } = useSnapshot(editor)
  // Typing goes first; the canvas follows when there is time.
  const shown = useDeferredValue(useStill(definition))
  const still = useMemo(() => canvasHost(host, width), [host, width])
  const stage = useRef<HTMLDivElement>(null)
  useQuiet(stage)

  const select = (event: MouseEvent) => {
    const { target } = event
    if (!(target instanceof Element) || target.closest('[data-frame-tools]')) return
    event.preventDefault()
    event.stopPropagation()
    const apiName = target.closest<HTMLElement>('[data-frame]')?.dataset['frame']
    editor.select(apiName === undefined ? [] : selectedBy(event, selection, apiName))
    stage.current?.focus({ preventScroll: true })
  }
  const move = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== stage.current) return
    const next = neighbourOf(definition, selection.at(-1), event.key)
    if (next === undefined) return
    event.preventDefault()
    editor.select([next])
    stage.current?.querySelector(`[data-frame="${next}"]`)?.scrollIntoView({ block: 'nearest' })
  }

  return (
    // A click beside everything selects nothing; the key for that is Escape.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="builder-canvas" onPointerDown={event => event.target === event.currentTarget && editor.select([])}>
      {/* An application of its own: the keys are those of the canvas, and the focus is on it as a whole. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={stage}
        className="builder-stage"
        // The arrow keys go through the components, as in a tree.
        role="application"
        aria-roledescription="canvas"
        aria-label="Canvas. Arrow keys select components; Alt with arrow keys moves them."
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        style={{ width: WIDTHS.find(({ name }) => name === width)!.width, zoom }}
        onClickCapture={select}
        onKeyDown={move}
      >
        <FramesContext value={frames}>
          {definition.components.length > 0 && <DynamicComponent definition={shown} host={still} problems={NONE} />}
        </FramesContext>
        <TopDrop isEmpty={definition.components.length === 0} />
      </div>
    </div>
  )
}

const NONE: readonly never[] = []

/// Where something goes that is dropped below everything.
function TopDrop({ isEmpty }: { isEmpty: boolean }) {
  const builder = useBuilder()
  const element = useRef<HTMLDivElement>(null)
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    if (!element.current) return
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => mayDrop(builder.editor.definition, draggedParts(source.data), null),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false)
        const index = builder.editor.definition.components.length
        drop(builder, draggedParts(source.data), { parent: null, slot: '', index })
      },
    })
  }, [builder])
  return (
    <div
      ref={element}
      className={`builder-top-drop ${isEmpty ? 'builder-top-drop_empty' : ''} ${isOver ? 'builder-over' : ''}`}
    >
      {isEmpty && (
        <EmptyState iconName="utility:drag_and_drop" title="Drag a component here.">
          Or choose one in the list at the left and press Enter.
        </EmptyState>
      )}
    </div>
  )
}

/// The definition without what acts: interactions, and rules that hide. While nothing of that changes but a name in the
/// selection, it is the same object, so that the canvas is not drawn anew.
function useStill(definition: Definition): Definition {
  return useMemo(() => {
    const { apiName, label, targetObject, resources, components } = definition
    return { apiName, label, ...(targetObject && { targetObject }), resources, components: quiet(components) }
  }, [definition])
}

function quiet(components: Definition['components']): Definition['components'] {
  return components.map(({ type, apiName, attributes, children }) => ({
    type,
    apiName,
    ...(attributes && { attributes }),
    ...(children && {
      children: Object.fromEntries(Object.entries(children).map(([slot, list]) => [slot, quiet(list)])),
    }),
  }))
}

/// Takes everything inside [stage] out of the order of the Tab key: the canvas is one stop.
function useQuiet(stage: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const element = stage.current
    if (!element) return
    const quiet = () => {
      for (const inner of element.querySelectorAll<HTMLElement>(FOCUSABLE))
        if (inner.tabIndex >= 0 && !inner.closest('[data-frame-tools]')) inner.tabIndex = -1
    }
    quiet()
    const observer = new MutationObserver(quiet)
    observer.observe(element, { childList: true, subtree: true, attributes: true, attributeFilter: ['tabindex'] })
    return () => observer.disconnect()
  }, [stage])
}

const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]'

/// The component that an arrow key leads to: the next or one before in the order of the screen, the parent, the first
/// inside.
function neighbourOf(definition: Definition, now: string | undefined, key: string): string | undefined {
  const names = [...everyComponent(definition)].map(({ component }) => component.apiName)
  const at = now === undefined ? -1 : names.indexOf(now)
  switch (key) {
    case 'ArrowDown':
      return names[at + 1]
    case 'ArrowUp':
      return at < 0 ? names.at(-1) : names[at - 1]
    case 'ArrowLeft':
      return now === undefined ? undefined : ancestors(definition, now)[0]?.apiName
    case 'ArrowRight': {
      const children = now === undefined ? undefined : findComponent(definition, now)?.component.children
      return Object.values(children ?? {}).find(list => list.length > 0)?.[0]?.apiName
    }
    default:
      return undefined
  }
}
