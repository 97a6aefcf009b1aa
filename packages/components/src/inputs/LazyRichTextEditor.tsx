import { lazy, Suspense } from 'react'
import type { EditorProps } from './EditorProps.ts'

const RichTextEditor = lazy(() => import('./RichTextEditor.tsx'))

/// The rich text editor, whose code is loaded when it is first shown.
export function LazyRichTextEditor(editor: EditorProps<string>) {
  return (
    <Suspense fallback={<div className="millrace-rich-text-editor millrace-skeleton-box" aria-busy="true" />}>
      <RichTextEditor {...editor} />
    </Suspense>
  )
}
