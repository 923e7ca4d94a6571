/** The settings do not allow a start. One line a problem; values are never repeated, since they may be secrets. */
export class SettingsRefused extends Error {
  readonly code = 'settings.refused';

  constructor(readonly problems: readonly string[]) {
    super(`Relink cannot start with these settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'SettingsRefused';
  }
}
