import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Birth, KnownPerson } from '#libs/people';
import { RegisteredPersonDto, RelativeDto, showPerson, SpokenDateDto } from './person.dto.js';

/** A date on the way out: as it was said, and the days it can mean. */
export class ShownDateDto extends SpokenDateDto {
  @ApiProperty({ format: 'date', description: 'the first day it can mean' })
  earliest!: string;

  @ApiProperty({ format: 'date', description: 'the last day it can mean' })
  latest!: string;

  @ApiPropertyOptional({ description: 'likely put in by an office because nobody knew it' })
  assigned?: boolean;
}

export class ShownRelativeDto extends RelativeDto {
  @ApiPropertyOptional({ type: () => ShownDateDto })
  declare birth?: ShownDateDto;
}

export class ShownPersonDto extends RegisteredPersonDto {
  @ApiPropertyOptional({ type: () => ShownDateDto })
  declare birth?: ShownDateDto;

  @ApiPropertyOptional({ type: () => ShownRelativeDto, isArray: true })
  declare relatives?: ShownRelativeDto[];
}

/** A person as told, each date with the days it can mean. */
export function showKnownPerson(person: KnownPerson): ShownPersonDto {
  const { birth: _, relatives: __, ...shown } = showPerson(person);
  const relatives = showPerson(person).relatives;
  const { birth } = person.details;
  return {
    ...shown,
    ...(birth && { birth: showBirth(birth) }),
    ...(relatives && {
      relatives: relatives.map(({ birth: ___, ...relative }, at) => {
        const theirs = person.relatives[at]?.details.birth;
        return { ...relative, ...(theirs && { birth: showBirth(theirs) }) };
      }),
    }),
  };
}

function showBirth({ spoken, date: { earliest, latest, assigned } }: Birth): ShownDateDto {
  return { ...spoken, earliest, latest, ...(assigned && { assigned }) };
}
