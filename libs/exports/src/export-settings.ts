/** Settings of the same names. */
export interface ExportSettings {
  /** Most persons in one list. */
  exportRows: number;
}

export const EXPORT_SETTINGS = Symbol('ExportSettings');
