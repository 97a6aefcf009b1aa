import type { Check } from './check.ts'
import { titled } from './flowGraph.ts'

/// # update-without-filters
/// An Update Records or Delete Records element that finds its records by filters, but has none.
///
/// It changes every record of the object, up to the limit of 10,000 rows. Add the filters that choose the records you
/// mean, or name the variable that holds them.
export const updateWithoutFilters: Check = function* ({ flow }) {
  for (const element of flow.elements) {
    if (element.kind !== 'recordUpdates' && element.kind !== 'recordDeletes') continue
    if (element.inputReference || element.filters.length > 0 || !element.object) continue
    const does = element.kind === 'recordUpdates' ? 'updates' : 'deletes'
    const message = `${titled(element)} has no filters, so it ${does} every ${element.object} record. Add the filters that choose the records you mean.`
    yield { severity: 'warning', code: 'update-without-filters', message, at: element, tag: 'object', element }
  }
}
