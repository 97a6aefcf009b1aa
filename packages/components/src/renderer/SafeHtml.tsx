import DOMPurify from 'dompurify'
import { useLayoutEffect, useMemo, useRef } from 'react'

const purifier = DOMPurify()

/// What formats text in its place. Anything else could lay itself over the page.
const STYLES = [
  'color',
  'background-color',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'text-align',
  'text-decoration',
]

// Pages take no style attributes from markup, so a style is handed on by another name and set by script.
purifier.addHook('beforeSanitizeAttributes', element => {
  // Text comes here too.
  if (!(element instanceof Element)) return
  element.removeAttribute('data-style')
  const style = allowedStyle(element.getAttribute('style'))
  if (style) element.setAttribute('data-style', style)
})

function allowedStyle(text: string | null): string {
  if (!text) return ''
  const { style } = document.createElement('span')
  style.cssText = text
  return STYLES.filter(name => style.getPropertyValue(name))
    .map(name => `${name}: ${style.getPropertyValue(name)}`)
    .join('; ')
}

purifier.addHook('afterSanitizeAttributes', element => {
  // A page that a link opens must not be able to reach this one.
  if (element.tagName === 'A' && element.hasAttribute('target')) element.setAttribute('rel', 'noopener noreferrer')
})

/// Formatted text of a record: tags and styles that format, links and pictures. Everything that could act (scripts, forms,
/// frames, styles that leave their place) is taken out.
export function SafeHtml({ html }: { html: string }) {
  const safe = useMemo(() => sanitized(html), [html])
  const text = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    for (const element of text.current!.querySelectorAll<HTMLElement>('[data-style]'))
      element.style.cssText = element.dataset['style']!
  }, [safe])
  // The markup has been sanitized just now.
  return (
    <div
      ref={text}
      className="slds-rich-text-editor__output millrace-rich-text"
      dangerouslySetInnerHTML={{ __html: safe }}
    />
  )
}

export const sanitized = (html: string): string =>
  purifier.sanitize(html, {
    USE_PROFILES: { html: true },
    FORBID_TAGS: [
      'style',
      'form',
      'input',
      'button',
      'textarea',
      'select',
      'option',
      'iframe',
      'video',
      'audio',
      'dialog',
    ],
    FORBID_ATTR: ['style', 'class', 'id', 'name', 'tabindex', 'autofocus'],
    ADD_ATTR: ['target'],
  })
