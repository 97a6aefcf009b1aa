import type { ComponentHost } from '@millrace/runtime'
import { DYNAMIC_COMPONENT, type PageDefinition } from '../pageDefinition.ts'
import { PageView } from '../PageView.tsx'

export interface ComponentPageProps {
  component: string
  /// "?c__who=Ada": sets the input variable `who`.
  search: string
  host: ComponentHost
  version: number
  onRetry: () => void
}

/// A Dynamic Component as the whole of a page, as `standard__component` has it.
export default function ComponentPage({ component, search, ...props }: ComponentPageProps) {
  const inputs = [...new URLSearchParams(search)].flatMap(([name, value]) =>
    name.startsWith('c__') ? [[name.slice('c__'.length), value]] : [],
  )
  const page: PageDefinition = {
    name: component,
    label: component,
    description: null,
    type: 'AppPage',
    objectApiName: null,
    template: null,
    regions: [
      {
        name: 'main',
        type: 'Region',
        items: [
          {
            identifier: component,
            componentName: DYNAMIC_COMPONENT,
            fieldItem: null,
            properties: { ...Object.fromEntries(inputs), dynamicComponent: component },
            visibilityRule: null,
          },
        ],
      },
    ],
  }
  return <PageView page={page} {...props} />
}
