import { type FlowScreenField, screenFieldAt, type ScreenPlace } from '@millrace/metadata'

/// A component of a screen with where it stands.
export interface PlacedField {
  readonly field: FlowScreenField
  readonly place: ScreenPlace
}

/// The components of a screen in their order, also those in sections; columns are among them.
export const placedFields = (fields: readonly FlowScreenField[], within: ScreenPlace = []): PlacedField[] =>
  fields.flatMap((field, i) => {
    const place = [...within, i]
    return [{ field, place }, ...placedFields(field.fields, place)]
  })

/// Components that people select: all but columns, which are selected with their section.
export const selectableFields = (fields: readonly FlowScreenField[]): PlacedField[] =>
  placedFields(fields).filter(({ field }) => field.fieldType !== 'Region')

export const isSection = ({ fieldType }: FlowScreenField): boolean => fieldType === 'RegionContainer'
export const isRepeater = ({ fieldType }: FlowScreenField): boolean => fieldType === 'Repeater'

/// What components can be put into: the columns of a section, or a repeater itself.
export function holdersIn({ field, place }: PlacedField): readonly PlacedField[] {
  if (isRepeater(field)) return [{ field, place }]
  return isSection(field) ? field.fields.map((column, j) => ({ field: column, place: [...place, j] })) : []
}

/// Stays outside of sections and repeaters.
export const holdsOthers = (field: FlowScreenField): boolean => isSection(field) || isRepeater(field)

export const isSamePlace = (a: ScreenPlace | null, b: ScreenPlace | null): boolean => a?.join() === b?.join()

const isWithin = (place: ScreenPlace, outer: ScreenPlace): boolean =>
  place.length > outer.length && outer.every((position, i) => position === place[i])

/// Where something can be put: at the end of [within], or before one that is in it.
function gapsIn(fields: readonly FlowScreenField[], within: ScreenPlace, intoHolders: boolean): ScreenPlace[] {
  return [
    ...fields.flatMap((field, i) => {
      const place = [...within, i]
      const holders = intoHolders ? holdersIn({ field, place }) : []
      return [place, ...holders.flatMap(holder => gapsIn(holder.field.fields, holder.place, intoHolders))]
    }),
    [...within, fields.length],
  ]
}

/// Where the component at [place] goes with a step up or down: past its neighbour, into a section, out of it, from one
/// column into the next. A section stays outside of sections. Null where there is no way.
export function stepFrom(fields: readonly FlowScreenField[], { field, place }: PlacedField, step: 1 | -1) {
  const behind = [...place.slice(0, -1), place.at(-1)! + 1]
  const gaps = gapsIn(fields, [], !holdsOthers(field)).filter(gap => !isWithin(gap, place))
  const here = gaps.findIndex(gap => isSamePlace(gap, step > 0 ? behind : place))
  return gaps[here + step] ?? null
}

/// The same with a step to the side: the end of the next or previous column of its section.
export function columnBeside(fields: readonly FlowScreenField[], place: ScreenPlace, step: 1 | -1): ScreenPlace | null {
  if (place.length < 3) return null
  const section = place.slice(0, -2)
  const position = place.at(-2)! + step
  const column = screenFieldAt(fields, [...section, position])
  return column ? [...section, position, column.fields.length] : null
}

/// Where what moved from [from] to [to], both as they were before, stands now.
export function placeAfterMove(from: ScreenPlace, to: ScreenPlace): ScreenPlace {
  const last = from.length - 1
  const isBehind = to.length > last && from.slice(0, last).every((n, i) => n === to[i]) && to[last]! > from[last]!
  return isBehind ? to.map((position, i) => (i === last ? position - 1 : position)) : to
}

/// Where something new goes: behind what is selected, into the first column of a section that is; at the end otherwise.
/// A section goes behind the section around what is selected.
export function placeForNew(
  fields: readonly FlowScreenField[],
  selected: PlacedField | null,
  isForSection: boolean,
): ScreenPlace {
  if (!selected) return [fields.length]
  const { place } = selected
  if (isForSection) return [place[0]! + 1]
  const [holder] = holdersIn(selected)
  if (holder) return [...holder.place, holder.field.fields.length]
  return [...place.slice(0, -1), place.at(-1)! + 1]
}
