import DOMPurify from 'dompurify'
import Quill from 'quill'
import 'quill/dist/quill.snow.css'
import { useEffect, useRef } from 'react'
import type { Labels } from '../labels/en.ts'
import { useLabels } from '../labels/Localized.tsx'
import type { EditorProps } from './EditorProps.ts'

/// Text with headings, lists and links, as HTML that holds nothing but these. Loaded when it is first shown: see
/// `LazyRichTextEditor`.
export default function RichTextEditor(editor: EditorProps<string>) {
  const place = useRef<HTMLDivElement>(null)
  const quill = useRef<Quill>(undefined)
  const labels = useLabels()
  const latest = useRef({ editor, labels })
  useEffect(() => {
    latest.current = { editor, labels }
  })
  const isFixed = editor.disabled === true || editor.readOnly === true

  useEffect(() => {
    const box = place.current
    if (!box) return
    const area = document.createElement('div')
    box.append(area)
    const made = new Quill(area, {
      theme: 'snow',
      formats,
      modules: { toolbar },
      placeholder: latest.current.editor.placeholder,
    })
    quill.current = made
    nameParts(box, made.root, latest.current.editor, latest.current.labels)
    made.setContents(made.clipboard.convert({ html: safeHtml(latest.current.editor.value) }), 'silent')
    made.on('text-change', (_delta, _before, source) => {
      if (source !== 'user') return
      latest.current.editor.onChange(made.getLength() <= 1 ? '' : safeHtml(made.getSemanticHTML()))
    })
    const blurred = () => latest.current.editor.onBlur?.()
    const focused = () => latest.current.editor.onFocus?.()
    made.root.addEventListener('blur', blurred)
    made.root.addEventListener('focus', focused)
    return () => {
      quill.current = undefined
      box.replaceChildren()
    }
  }, [])

  useEffect(() => {
    const made = quill.current
    // What comes from elsewhere; what was typed here is there already.
    if (made && !made.hasFocus()) made.setContents(made.clipboard.convert({ html: safeHtml(editor.value) }), 'silent')
  }, [editor.value])
  useEffect(() => quill.current?.enable(!isFixed), [isFixed])
  useEffect(() => {
    const root = quill.current?.root
    if (editor.hasProblem) root?.setAttribute('aria-invalid', 'true')
    else root?.removeAttribute('aria-invalid')
    if (editor.describedBy) root?.setAttribute('aria-describedby', editor.describedBy)
    else root?.removeAttribute('aria-describedby')
  }, [editor.hasProblem, editor.describedBy])

  return <div ref={place} className="millrace-rich-text-editor" />
}

const formats = [
  'header',
  'bold',
  'italic',
  'underline',
  'strike',
  'list',
  'indent',
  'link',
  'blockquote',
  'align',
  'color',
  'background',
]
const toolbar = [
  [{ header: [2, 3, false] }],
  ['bold', 'italic', 'underline', 'strike'],
  [{ list: 'bullet' }, { list: 'ordered' }],
  ['link', 'blockquote'],
  ['clean'],
]

// Quill names its buttons for the eye alone.
const names = {
  'ql-bold': 'bold',
  'ql-italic': 'italic',
  'ql-underline': 'underline',
  'ql-strike': 'strike',
  'ql-link': 'link',
  'ql-blockquote': 'quote',
  'ql-clean': 'removeFormatting',
} as const

function nameParts(
  box: HTMLElement,
  text: HTMLElement,
  { id, assistiveLabel, required }: EditorProps<string>,
  labels: Labels,
): void {
  text.id = id
  text.setAttribute('role', 'textbox')
  text.setAttribute('aria-multiline', 'true')
  if (assistiveLabel) text.setAttribute('aria-label', assistiveLabel)
  if (required) text.setAttribute('aria-required', 'true')
  for (const button of box.querySelectorAll<HTMLElement>('.ql-toolbar button')) {
    const known = Object.entries(names).find(([className]) => button.classList.contains(className))?.[1]
    const list = button.getAttribute('value') === 'ordered' ? 'numberedList' : 'bulletedList'
    button.title = labels[known ?? list]
    button.setAttribute('aria-label', button.title)
  }
  box.querySelector('.ql-picker-label')?.setAttribute('aria-label', labels.heading)
  for (const item of box.querySelectorAll('.ql-picker-item')) {
    item.setAttribute('aria-label', labels.headingLevel(item.getAttribute('data-value')))
  }
  // The field in which a link's address is typed.
  box.querySelector('.ql-tooltip input')?.setAttribute('aria-label', labels.addressOfLink)
}

const safeHtml = (html: string): string =>
  DOMPurify.sanitize(html, {
    USE_PROFILES: { html: true },
    FORBID_TAGS: ['img', 'style', 'form', 'input', 'video', 'audio'],
  })
