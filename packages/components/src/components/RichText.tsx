import { lazy, Suspense } from 'react'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { useTexts } from '../renderer/useTexts.ts'

// What takes scripts out of HTML is fetched when there is HTML.
const SafeHtml = lazy(async () => ({ default: (await import('../renderer/SafeHtml.tsx')).SafeHtml }))

export function RichText({ state, component }: ComponentProps) {
  const html = useTexts(state, component.apiName)('value')
  return (
    <Suspense fallback={<div className="millrace-skeleton-text" aria-hidden="true" />}>
      <SafeHtml html={html} />
    </Suspense>
  )
}
