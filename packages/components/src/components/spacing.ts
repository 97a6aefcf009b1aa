/// The CSS of a spacing by its SLDS name; "none" and "" are no room.
export const spacing = (name: string): string => (!name || name === 'none' ? '0' : `var(--millrace-space-${name})`)
