const pages = import.meta.glob<string>('../../../../docs/errors/*.md', {
  eager: true,
  query: '?raw',
  import: 'default',
})

/// What the documentation says about a problem, without its headings.
export function explanationOf(code: string): string {
  const page = Object.entries(pages).find(([path]) => path.endsWith(`/${code}.md`))?.[1]
  if (!page) return 'There is no page about this problem yet.'
  return (
    page
      .replace(/^#.*$/gm, '')
      .replace(/^(<!--[^]*?-->|\*[^\n]*\*)$/gm, '')
      .replace(/\n{3,}/g, '\n\n')
      // Lines of one paragraph are one line.
      .replace(/([^\n])\n(?=[^\n\-|#])/g, '$1 ')
      .trim()
  )
}
