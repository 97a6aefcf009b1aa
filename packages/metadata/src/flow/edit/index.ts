export * from './edits.ts'
export { type FlowMention, mentionsOf, renameMentions } from './mentions.ts'
export * from './slots.ts'
export { type NewFlowValue, valuePatch } from './value.ts'
