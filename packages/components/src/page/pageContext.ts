import type { ComponentHost } from '@millrace/runtime'
import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { PageDefinition, PageItem, PageRegion } from './pageDefinition.ts'
import type { PageValues } from './pageValues.ts'

/// What a builder puts around every component of a page and into every region. On a page there is none of it.
export interface PageFrames {
  readonly Item: ComponentType<{ region: string; index: number; item: PageItem; children: ReactNode }>
  readonly Region: ComponentType<{ region: PageRegion; children: ReactNode }>
}

/// What the components of a page share.
export interface PageWork {
  readonly page: PageDefinition
  readonly host: ComponentHost
  readonly version: number
  readonly onRetry: () => void
  readonly frames: PageFrames | undefined
  readonly values: PageValues
  /// The components of a region or facet.
  readonly items: (region: PageRegion) => ReactNode
}

export const PageContext = createContext<PageWork | null>(null)

export function usePage(): PageWork {
  const page = useContext(PageContext)
  if (!page) throw new Error('A part of a page stands outside of one.')
  return page
}

/// The facet [name]: what stands inside a component.
export const facet = ({ regions }: PageDefinition, name: string): PageRegion | undefined =>
  regions.find(region => region.name === name)
