import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { WorldGazetteer } from '#libs/places';
import { Refuses } from '../http/receipt.js';
import { PlaceQueryDto, PlaceSuggestionsDto } from './places.dto.js';

const MOST_SUGGESTIONS = 8;

@ApiTags('places')
@Controller('places')
export class PlacesController {
  private gazetteer: WorldGazetteer | undefined;

  /** A POST, since where somebody comes from is personal and addresses are logged by whoever passes them on. Nothing is kept. */
  @Post('suggestions')
  @HttpCode(200)
  @ApiOkResponse({ type: PlaceSuggestionsDto })
  @Refuses(400)
  suggest(@Body() { text, country }: PlaceQueryDto): PlaceSuggestionsDto {
    // Opened by the first who types a place: many a process never needs it.
    const gazetteer = (this.gazetteer ??= WorldGazetteer.open());
    const items = gazetteer.suggest(text, MOST_SUGGESTIONS, country);
    return {
      items: items.map(({ id, name, kind, country: of, region }) => ({
        id,
        name,
        kind,
        country: of,
        ...(region && { region }),
      })),
    };
  }
}
