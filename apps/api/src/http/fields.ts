import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

// One decorator a field says what it is to the validation and to the OpenAPI document alike.

interface Common {
  optional?: boolean;
  description?: string;
}

type Constructor = new () => object;

// Swagger knows a type given later by the name of its function: `type: () => …` must be written out.

function field(
  { optional, description }: Common,
  schema: object,
  ...validators: PropertyDecorator[]
): PropertyDecorator {
  const documented = optional
    ? ApiPropertyOptional({ ...schema, description })
    : ApiProperty({ ...schema, description });
  return applyDecorators(documented, ...(optional ? [unlessLeftOut()] : []), ...validators);
}

/** Optional means that a field may be left out. Null is no value of anything: the domain knows none. */
function unlessLeftOut(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

/**
 * No control characters but tab and line breaks, since PostgreSQL cannot keep NUL and nobody types the others; no halves
 * of characters (lone surrogates), which would be kept as something else than was written.
 */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const PRINTABLE = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]*$/u;

export function Text({
  max,
  min = 1,
  each,
  most,
  ...common
}: Common & { max: number; min?: number; each?: boolean; most?: number }): PropertyDecorator {
  return field(
    common,
    { type: String, minLength: min, maxLength: max, ...(each && { isArray: true, maxItems: most }) },
    IsString({ each, message: 'must be text' }),
    MinLength(min, { each, message: min === 1 ? 'must not be empty' : `needs at least ${min} characters` }),
    MaxLength(max, { each, message: `must be shorter than ${max + 1} characters` }),
    Matches(PRINTABLE, { each, message: 'must not contain control characters' }),
  );
}

export function Texts({ most, max, ...common }: Common & { most: number; max: number }): PropertyDecorator {
  return applyDecorators(
    Text({ ...common, max, most, each: true }),
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(most, { message: `must not have more than ${most} entries` }),
  );
}

export function Choice(values: readonly string[], name: string, common: Common = {}): PropertyDecorator {
  return field(
    common,
    { enum: [...values], enumName: name },
    IsIn(values, { message: `must be one of: ${values.join(', ')}` }),
  );
}

export function Choices(
  values: readonly string[],
  name: string,
  { most = values.length, least = 0, ...common }: Common & { most?: number; least?: number } = {},
): PropertyDecorator {
  return field(
    common,
    { enum: [...values], enumName: name, isArray: true, minItems: least, maxItems: most },
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(least, { message: `needs at least ${least}` }),
    ArrayMaxSize(most, { message: `must not have more than ${most} entries` }),
    IsIn(values, { each: true, message: `must be among: ${values.join(', ')}` }),
  );
}

export function Whole({ least, most, ...common }: Common & { least: number; most: number }): PropertyDecorator {
  return field(
    common,
    { type: 'integer', minimum: least, maximum: most },
    IsInt({ message: 'must be a whole number' }),
    Min(least, { message: `must be ${least} or more` }),
    Max(most, { message: `must be ${most} or less` }),
  );
}

export function Flag(common: Common = {}): PropertyDecorator {
  return field(common, { type: Boolean }, IsBoolean({ message: 'must be true or false' }));
}

export function Uuid(common: Common = {}): PropertyDecorator {
  return field(
    common,
    { type: String, format: 'uuid' },
    // One record has one id, however it was typed.
    Transform(({ value }) => (typeof value === 'string' ? value.toLowerCase() : (value as unknown))),
    IsUUID(undefined, { message: 'must be the id of a record' }),
  );
}

export function Uuids({ most, ...common }: Common & { most: number }): PropertyDecorator {
  return field(
    common,
    { type: String, format: 'uuid', isArray: true, maxItems: most },
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(most, { message: `must not have more than ${most} entries` }),
    IsUUID(undefined, { each: true, message: 'must be ids of records' }),
  );
}

/** A calendar day, `YYYY-MM-DD`. Whether the day exists is for the domain to say. */
export function Day(common: Common = {}): PropertyDecorator {
  return field(
    common,
    { type: String, format: 'date', pattern: DAY.source },
    Matches(DAY, { message: 'must be a day written as YYYY-MM-DD' }),
  );
}
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export function Pattern(shape: RegExp, message: string, common: Common = {}): PropertyDecorator {
  return field(
    common,
    { type: String, pattern: shape.source },
    IsString({ message: 'must be text' }),
    Matches(shape, { message }),
    Matches(PRINTABLE, { message }),
  );
}

/** A list of codes of one shape. */
export function Patterns(
  shape: RegExp,
  message: string,
  { most, ...common }: Common & { most: number },
): PropertyDecorator {
  return field(
    common,
    { type: String, pattern: shape.source, isArray: true, maxItems: most },
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(most, { message: `must not have more than ${most} entries` }),
    IsString({ each: true, message }),
    Matches(shape, { each: true, message }),
  );
}

export function Nested(type: () => Constructor, common: Common = {}): PropertyDecorator {
  return applyDecorators(
    // ValidateNested alone lets null and lists pass.
    field(common, { type: () => type() }, IsObject({ message: 'must be an object' }), ValidateNested()),
    Type(type),
  );
}

export function ListOf(
  type: () => Constructor,
  { most, least = 0, ...common }: Common & { most: number; least?: number },
): PropertyDecorator {
  return applyDecorators(
    field(
      common,
      { type: () => type(), isArray: true, minItems: least, maxItems: most },
      IsArray({ message: 'must be a list' }),
      ArrayMinSize(least, { message: `needs at least ${least}` }),
      ArrayMaxSize(most, { message: `must not have more than ${most} entries` }),
      IsObject({ each: true, message: 'must be a list of objects' }),
      ValidateNested({ each: true }),
    ),
    Type(type),
  );
}
