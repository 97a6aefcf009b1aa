export * from './edits.ts'
export { newFlowText } from './newFlow.ts'
export { type FlowMention, mentionsOf, renameMentions } from './mentions.ts'
export {
  addScreenField,
  copyScreenField,
  moveScreenField,
  renameScreenField,
  screenFieldAt,
  screenPath,
  type ScreenPlace,
  setColumnWidth,
} from './screenEdits.ts'
export * from './slots.ts'
export { type NewFlowValue, valuePatch } from './value.ts'
