import type { Command } from 'commander';
export function addImportCommands(_: Command): void {}
