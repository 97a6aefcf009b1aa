/// Why a command stops, in words for the person who typed it. Printed without a stack; the command exits with 1.
export class CommandError extends Error {}
