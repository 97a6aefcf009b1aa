import DOMPurify from 'dompurify'
import { useMemo } from 'react'

const purifier = DOMPurify()

purifier.addHook('afterSanitizeAttributes', element => {
  // A page that a link opens must not be able to reach this one.
  if (element.tagName === 'A' && element.hasAttribute('target')) element.setAttribute('rel', 'noopener noreferrer')
})

/// Formatted text of a record: tags that format, links and pictures. Everything that could act (scripts, forms, frames,
/// styles that leave their place) is taken out.
export function SafeHtml({ html }: { html: string }) {
  const safe = useMemo(() => sanitized(html), [html])
  // The markup has been sanitized just now.
  return <div className="slds-rich-text-editor__output millrace-rich-text" dangerouslySetInnerHTML={{ __html: safe }} />
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
