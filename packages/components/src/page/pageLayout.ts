/// How the regions of a page stand beside each other, as CSS grid takes it.
export interface PageLayout {
  readonly columns: string
  /// One text for each row, with the number of the region in each column: "r0 r0", "r1 r2".
  readonly areas: readonly string[]
}

/// The layout of the regions [names], by what Salesforce's templates call them: headers and footers are as wide as the
/// page, sidebars half as wide as what stands beside them, numbered regions are columns. On a phone they are one column.
///
/// Source: Salesforce Help, "Lightning App Builder Templates".
export function pageLayout(names: readonly string[]): PageLayout {
  const all = names.map((name, i): Region => ({ area: `r${i}`, key: name.toLowerCase() }))
  const is = (...keys: string[]) => all.filter(({ key }) => keys.includes(key))
  const headers = is('header', 'subheader', 'top', 'banner')
  const footers = is('footer')
  const halves = is('bottomleft', 'bottomright')
  if (halves.length > 0) return homeLayout(headers, halves, is('sidebar'), footers)
  const middle = all.filter(region => !headers.includes(region) && !footers.includes(region))
  const isSideBySide = middle.every(({ key }) => SIDE_BY_SIDE.test(key))
  const columns = isSideBySide ? middle : []
  const stacked = isSideBySide ? [] : middle
  const width = Math.max(1, columns.length)
  const wide = (regions: readonly Region[]) => regions.map(({ area }) => row(Array(width).fill(area)))
  return {
    columns: columns.length === 0 ? FULL : columns.map(widthOf(columns)).join(' '),
    areas: [
      ...wide(headers),
      ...(columns.length > 0 ? [row(columns.map(({ area }) => area))] : []),
      ...wide(stacked),
      ...wide(footers),
    ],
  }
}

interface Region {
  readonly area: string
  readonly key: string
}

function homeLayout(
  headers: readonly Region[],
  halves: readonly Region[],
  sidebars: readonly Region[],
  footers: readonly Region[],
): PageLayout {
  const side = sidebars.map(({ area }) => area)
  const across = ({ area }: Region) => row([...halves.map(() => area), ...side])
  return {
    columns: [...halves, ...side].map(() => FULL).join(' '),
    areas: [...headers.map(across), row([...halves.map(({ area }) => area), ...side]), ...footers.map(across)],
  }
}

const SIDE_BY_SIDE =
  /^(main|left|right|center|middle|(left|right)?sidebar|(left|right|center)col(umn)?|(region|column)\d*)$/

const FULL = 'minmax(0, 1fr)'

const widthOf =
  (columns: readonly Region[]) =>
  ({ key }: Region): string =>
    key === 'main' && columns.length > 1 ? 'minmax(0, 2fr)' : FULL

const row = (areas: readonly string[]): string => areas.join(' ')
