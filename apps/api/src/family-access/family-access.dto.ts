import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { WORD_LETTERS, type FamilyDeskView } from '#libs/family-access';
import { PORTAL_LANGUAGES, type PortalLanguage } from '#libs/wording';
import { Choice, Text } from '../http/fields.js';
import { ReceiptDto } from '../http/receipt.js';
import { StaffDto } from '../http/step.dto.js';

const MOST_LETTERS = 1_000;
const WORD = { min: WORD_LETTERS.least, max: WORD_LETTERS.most };

export class NewFamilyCardDto {
  @Choice(PORTAL_LANGUAGES, 'PortalLanguage', { description: 'what the card is printed in' })
  language!: PortalLanguage;

  @Text({ ...WORD, description: 'the word the family chose; it is kept as a hash and never shown' })
  word!: string;
}

export class NewWordDto {
  @Text({ ...WORD, description: 'the word the family chooses for the new card' })
  word!: string;
}

export class AnswerToFamilyDto {
  @Text({ max: MOST_LETTERS, description: 'read on the portal with code and word alone' })
  text!: string;
}

/** A card as it is handed over. The code and the page are answered once. */
export class IssuedFamilyCardDto extends ReceiptDto {
  @ApiProperty({ description: 'in fours, as it is printed' })
  cardCode!: string;

  @ApiProperty({ description: 'where it is typed in' })
  address!: string;

  @ApiProperty({ format: 'date' })
  expiresOn!: string;

  @ApiProperty({ description: 'the card as a page to print (HTML)' })
  page!: string;
}

class FamilyCardDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: ['active', 'cancelled'] })
  state!: string;

  @ApiProperty({ enum: PORTAL_LANGUAGES, enumName: 'PortalLanguage' })
  language!: PortalLanguage;

  @ApiProperty({ format: 'date-time' })
  issuedAt!: string;

  @ApiProperty({ format: 'date' })
  expiresOn!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;
}

class FamilyMessageDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'what the family did, or `answer`' })
  kind!: string;

  @ApiPropertyOptional({ type: () => StaffDto, description: 'left out: the family' })
  by?: StaffDto;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, description: 'what was filled in' })
  content!: Record<string, string>;
}

export class FamilyDeskDto {
  @ApiProperty({ type: () => FamilyCardDto, isArray: true })
  cards!: FamilyCardDto[];

  @ApiProperty({ type: () => FamilyMessageDto, isArray: true, description: 'the last first' })
  messages!: FamilyMessageDto[];

  @ApiProperty({ description: 'the portal says that we would like to talk' })
  invited!: boolean;
}

export function showFamilyDesk({ cards, messages, invitation }: FamilyDeskView): FamilyDeskDto {
  return {
    cards: cards.map(({ id, state, language, issuedAt, expiresOn, version }) => ({
      id,
      state,
      language,
      issuedAt: issuedAt.toISOString(),
      expiresOn,
      version,
    })),
    messages: messages.map(({ id, kind, by, at, content }) => ({
      id,
      kind,
      ...(by && { by }),
      at: at.toISOString(),
      content: Object.fromEntries(Object.entries(content).filter(([name]) => name !== 'kind')),
    })),
    invited: invitation?.state === 'open',
  };
}
