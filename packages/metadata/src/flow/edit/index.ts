export * from './edits.ts'
export { type FlowMention, mentionsOf } from './mentions.ts'
export * from './slots.ts'
export { type NewFlowValue, valuePatch } from './value.ts'
