export interface TrafficOptions {
  /** Loopback addresses are partners in the demonstration alone. */
  demo: boolean;
  /** Between two looks into outbox and inbox. Milliseconds. */
  everyMs: number;
}
export const TRAFFIC_OPTIONS = Symbol('TRAFFIC_OPTIONS');
