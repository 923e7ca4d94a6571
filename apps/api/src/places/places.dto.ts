import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LIMITS } from '#libs/people';
import { PLACE_SORTS, type PlaceSort } from '#libs/places';
import { Pattern, Text } from '../http/fields.js';

export class PlaceQueryDto {
  @Text({ max: LIMITS.lengths.place, description: 'the beginning of a name, in any script; may end in a country' })
  text!: string;

  @Pattern(/^[A-Z]{2}$/, 'must be a country code of two capital letters', { optional: true })
  country?: string;
}

export class PlaceSuggestionDto {
  @ApiProperty()
  id!: string;

  @ApiProperty({ description: 'as GeoNames writes it, in Latin letters' })
  name!: string;

  @ApiProperty({ enum: PLACE_SORTS, enumName: 'PlaceSort' })
  kind!: PlaceSort;

  @ApiProperty({ description: 'ISO 3166-1 alpha-2' })
  country!: string;

  @ApiPropertyOptional({ description: 'first-level division of the country' })
  region?: string;
}

export class PlaceSuggestionsDto {
  @ApiProperty({ type: () => PlaceSuggestionDto, isArray: true, description: 'the best known first, at most eight' })
  items!: PlaceSuggestionDto[];
}
