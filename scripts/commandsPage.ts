import type { Argument, Command, Option } from 'commander'
import { program } from '../packages/cli/src/index.ts'
import { MADE } from './errorPages.ts'

/// docs/reference/commands.md: the command line, from the definitions the command itself is made of.
export function commandsPage(): string {
  const millrace = program()
  return `${MADE}

# Commands

${sentence(millrace.description())}

${leavesOf(millrace).map(section).join('\n')}`
}

/// Commands that do something, not those that only group others.
const leavesOf = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf)

function section(command: Command): string {
  const { registeredArguments, options } = command
  const rows = [...registeredArguments.map(argumentRow), ...options.map(optionRow)]
  const table = rows.length > 0 ? `| | |\n|---|---|\n${rows.join('\n')}\n` : ''
  return `## ${nameOf(command)}\n\n\`\`\`\n${nameOf(command)} ${command.usage()}\n\`\`\`\n\n${sentence(command.description())}\n\n${table}`
}

const nameOf = (command: Command): string =>
  command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name()

function argumentRow(argument: Argument): string {
  const { description, defaultValue, required, variadic } = argument
  const name = `${argument.name()}${variadic ? '...' : ''}`
  return row(required ? `<${name}>` : `[${name}]`, description, defaultValue)
}

function optionRow({ flags, description, defaultValue, envVar }: Option): string {
  return row(flags, `${description}${envVar ? ` (or the environment variable \`${envVar}\`)` : ''}`, defaultValue)
}

function row(name: string, description: string, byDefault: unknown): string {
  const fallback = byDefault === undefined || byDefault === false ? '' : `; \`${String(byDefault)}\` by default`
  return `| \`${name}\` | ${`${description}${fallback}`.replaceAll('|', '\\|')} |`
}

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`
