import { useEffect, useState } from 'react'
import { serverAddress } from '../page/connection.ts'
import { icons } from './icons.gen.ts'

export type IconSize = 'xx-small' | 'x-small' | 'small' | 'medium' | 'large'

export interface IconProps {
  /// "utility:refresh", "standard:contact". One that the code does not name is fetched from the server.
  name: string
  size?: IconSize
  /// What it means, where no text beside it says so.
  assistiveText?: string
  /// A utility icon's colour.
  variant?: 'default' | 'inverse' | 'error' | 'warning' | 'success' | 'currentColor'
  className?: string
}

/// An SLDS icon: a drawing in the text's colour for `utility`, in a coloured box for the other sets.
export function Icon({ name, size = 'small', assistiveText, variant = 'default', className = '' }: IconProps) {
  const [set, key = ''] = name.split(':')
  const isBoxed = set !== 'utility' && set !== 'doctype'
  const colour = isBoxed || variant === 'currentColor' ? '' : variant === 'inverse' ? '' : `slds-icon-text-${variant}`
  const box = isBoxed ? `slds-icon-${set}-${key.replaceAll('_', '-')}` : 'slds-icon-utility'
  return (
    <span
      className={`slds-icon_container ${variant === 'currentColor' ? 'slds-current-color' : ''} ${box} ${className}`}
    >
      <IconDrawing name={name} className={`slds-icon slds-icon_${size} ${colour}`} />
      {assistiveText && <span className="slds-assistive-text">{assistiveText}</span>}
    </span>
  )
}

/// The bare drawing, for places with icon classes of their own, such as buttons.
export function IconDrawing({ name, className }: { name: string; className: string }) {
  const drawing = useDrawing(name)
  return (
    <svg
      className={className}
      aria-hidden="true"
      viewBox={drawing?.[0] ?? '0 0 1 1'}
      // The markup is that of the design system's own files, bundled or served by our server.
      dangerouslySetInnerHTML={{ __html: drawing?.[1] ?? '' }}
    />
  )
}

type Drawing = readonly [viewBox: string, content: string]

const added = new Map<string, Drawing>()

/// Makes more icons known, for a part of the application that brings its own.
export function addIcons(icons: Readonly<Record<string, Drawing>>): void {
  for (const [name, drawing] of Object.entries(icons)) added.set(name, drawing)
}

const fetched = new Map<string, Promise<Drawing | undefined>>()

function useDrawing(name: string): Drawing | undefined {
  const bundled = icons[name] ?? added.get(name)
  const [drawing, setDrawing] = useState<{ name: string; drawing: Drawing | undefined }>()
  useEffect(() => {
    if (bundled) return
    let isCurrent = true
    let promise = fetched.get(name)
    if (!promise) fetched.set(name, (promise = fetchDrawing(name)))
    promise.then(drawing => isCurrent && setDrawing({ name, drawing }))
    return () => {
      isCurrent = false
    }
  }, [name, bundled])
  return bundled ?? (drawing?.name === name ? drawing.drawing : undefined)
}

const iconName = /^(utility|standard|action|custom|doctype):(\w+)$/

/// Undefined when there is no such icon: the place stays empty rather than the page broken.
async function fetchDrawing(name: string): Promise<Drawing | undefined> {
  const [, set, key] = iconName.exec(name) ?? []
  if (!set) return undefined
  try {
    const response = await fetch(serverAddress(`/slds/icons/${set}/${key}.svg`))
    if (!response.ok) return undefined
    const svg = new DOMParser().parseFromString(await response.text(), 'image/svg+xml').documentElement
    const viewBox = svg.getAttribute('viewBox')
    return svg.localName === 'svg' && viewBox ? [viewBox, svg.innerHTML] : undefined
  } catch {
    return undefined
  }
}
