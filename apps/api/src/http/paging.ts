import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

/** A page of a list: at most 100 entries, and where the page before ended. */
export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be 1 or more' })
  @Max(100, { message: 'must be 100 or less' })
  limit = 50;

  @ApiPropertyOptional({ format: 'uuid', description: 'nextCursor of the page before' })
  @IsOptional()
  @IsUUID(undefined, { message: 'must be the nextCursor of the page before' })
  cursor?: string;
}

/** @param items one more than asked for, where there are more */
export function pageOf<Item extends { id: string }>(
  items: Item[],
  limit: number,
): { items: Item[]; nextCursor?: string } {
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return items.length > limit && last ? { items: page, nextCursor: last.id } : { items: page };
}
