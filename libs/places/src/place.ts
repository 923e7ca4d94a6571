export const PLACE_SORTS = ['settlement', 'district', 'region'] as const;
export type PlaceSort = (typeof PLACE_SORTS)[number];

/** A place of the gazetteer. */
export interface Place {
  /** Country, region and spelling, with the position: stable as long as GeoNames does not move the place. */
  readonly id: string;
  /** As GeoNames writes it, in Latin letters. */
  readonly name: string;
  readonly kind: PlaceSort;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Code of the first-level division, such as `SY.09`. */
  readonly region: string;
  readonly regionName: string;
  readonly latitude: number;
  readonly longitude: number;
  /** 3 is known abroad (it stands in our own table), 2 bears its region's name, 1 its district's, 0 is any other. */
  readonly rank: 0 | 1 | 2 | 3;
}
