import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsObject, ValidateIf } from 'class-validator';
import { InvalidInput, SENSITIVITIES, type Sensitivity } from '#libs/kernel';
import {
  COLUMN_MEANINGS,
  DATE_ORDERS,
  LIST_BASES,
  listWorkflow,
  readMapping,
  REGISTRATION_KINDS,
  type ColumnMeaning,
  type DateOrder,
  type ListBasis,
  type ListLine,
  type ListReading,
  type ListView,
  type NewList,
  type RegistrationKind,
} from '#libs/registrations';
import { Choice, Day, ListOf, Nested, Text } from '../http/fields.js';
import { showSteps, StaffDto, StepDto } from '../http/step.dto.js';
import { BasisDto, basisOf } from '../people/person.dto.js';

const DELIMITERS = ['comma', 'semicolon', 'tab', 'bar'] as const;
const SIGNS: Record<(typeof DELIMITERS)[number], string> = { comma: ',', semicolon: ';', tab: '\t', bar: '|' };
const FORMATS = ['csv', 'xlsx', 'pfif'] as const;

/** `birthYear` is `birth-year` outside. */
const CODES = new Map(
  COLUMN_MEANINGS.map((meaning) => [meaning.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), meaning]),
);
const CODE_OF = new Map([...CODES].map(([code, meaning]) => [meaning, code]));

export class NewListDto {
  @Text({ max: 200, description: 'as the file is called' })
  name!: string;

  @Text({ max: 200, description: 'who made the list: its ids are known under this name' })
  source!: string;

  @Choice(LIST_BASES, 'ListBasis', { description: 'on what ground it is used here; nobody on it was asked by us' })
  legalBasis!: ListBasis;

  @Text({ max: 200, description: 'with whom it was agreed that we may use it' })
  agreedWith!: string;

  @Day({ description: 'the last day for which that was agreed; after it the list is forgotten' })
  until!: string;

  @Choice(DELIMITERS, 'Delimiter', {
    optional: true,
    description: 'what separates its columns, where it is not what stands most often in its first line',
  })
  delimiter?: (typeof DELIMITERS)[number];

  @Choice(SENSITIVITIES, 'Sensitivity', { optional: true, description: 'protected where it is left out' })
  sensitivity?: Sensitivity;
}

export function newListOf({ delimiter, sensitivity, ...told }: NewListDto): NewList {
  return { ...told, ...(delimiter && { delimiter: SIGNS[delimiter] }), ...(sensitivity && { sensitivity }) };
}

/** A mapping in full, as docs/import.md describes it; its keys are looked at one by one, by the list that it is for. */
function Mapping(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'in full; see docs/import.md' }),
    ValidateIf((_, value) => value !== undefined),
    IsObject({ message: 'must be an object' }),
  );
}

export class ColumnHoldsDto {
  @Text({ max: 500, description: 'the name of the column' })
  column!: string;

  @Choice([...CODES.keys()], 'ColumnMeaning')
  meaning!: string;
}

export class CheckListDto {
  @ListOf(() => ColumnHoldsDto, {
    most: 100,
    optional: true,
    description: 'what the columns hold; well-known names are recognised where it is left out',
  })
  columns?: ColumnHoldsDto[];

  @Choice(DATE_ORDERS, 'DateOrder', { optional: true, description: 'how the list writes its dates' })
  dateOrder?: DateOrder;

  @Mapping()
  mapping?: object;

  @Choice(REGISTRATION_KINDS, 'RegistrationKind', { optional: true, description: 'where a row does not say it' })
  kind?: RegistrationKind;

  @Day({ optional: true, description: 'where a row does not say it' })
  registeredOn?: string;

  @Nested(() => BasisDto, { optional: true, description: 'on what the data of everybody on the list is used' })
  basis?: BasisDto;
}

export function readingOf({ columns, dateOrder, mapping, kind, registeredOn, basis }: CheckListDto): ListReading {
  return {
    ...(columns && { columns: meaningsOf(columns) }),
    ...(dateOrder && { dateOrder }),
    ...(mapping && { mapping: readMapping(mapping) }),
    defaults: {
      ...(kind && { kind }),
      ...(registeredOn && { registeredOn }),
      ...(basis && { basis: basisOf(basis) }),
    },
  };
}

function meaningsOf(columns: readonly ColumnHoldsDto[]): ListReading['columns'] {
  const meanings = new Map<ColumnMeaning, string>();
  for (const [at, { column, meaning }] of columns.entries()) {
    const known = CODES.get(meaning)!;
    if (meanings.has(known)) throw new InvalidInput([{ path: `columns.${at}.meaning`, ...TWICE }]);
    meanings.set(known, column);
  }
  return Object.fromEntries(meanings);
}

const TWICE = { code: 'list.meaning-twice', message: 'Another column holds this already. Choose one of the two.' };

export class ListLineDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiPropertyOptional({ description: 'left out once its report is erased' })
  name?: string;

  @ApiPropertyOptional()
  source?: string;

  @ApiProperty({ enum: listWorkflow.states, enumName: 'ListState' })
  state!: string;

  @ApiPropertyOptional({ enum: FORMATS, enumName: 'ListFormat' })
  format?: string;

  @ApiPropertyOptional({ type: 'integer' })
  rows?: number;

  @ApiProperty({ format: 'date-time' })
  announcedAt!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  endedAt?: string;

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class ListPageDto {
  @ApiProperty({ type: () => ListLineDto, isArray: true })
  items!: ListLineDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}

export class ListColumnDto {
  @ApiProperty()
  name!: string;

  @ApiPropertyOptional({ enum: [...CODES.keys()], enumName: 'ColumnMeaning', description: 'what its name says' })
  meaning?: string;

  @ApiProperty({ isArray: true, type: String, description: 'what stands in it in the first rows' })
  examples!: string[];
}

export class ListRunDto {
  @ApiProperty({ enum: ['check', 'import', 'comparison'], enumName: 'ListRunKind' })
  of!: 'check' | 'import' | 'comparison';

  @ApiProperty({ type: 'integer' })
  done!: number;

  @ApiProperty({ type: 'integer' })
  added!: number;

  @ApiProperty({ type: 'integer', description: 'here already; of a comparison: may be somebody whom a request seeks' })
  known!: number;

  @ApiProperty({ type: 'integer' })
  refused!: number;

  @ApiProperty({ type: 'integer', description: 'with something left out or assumed' })
  warned!: number;

  @ApiPropertyOptional()
  perSecond?: number;

  @ApiPropertyOptional({ type: 'integer' })
  secondsLeft?: number;
}

export class ListFailureDto {
  @ApiProperty()
  code!: string;

  @ApiProperty({ description: 'what to do next' })
  message!: string;

  @ApiPropertyOptional({ type: 'integer' })
  line?: number;
}

export class ListDto extends ListLineDto {
  @ApiPropertyOptional({ type: 'integer' })
  bytes?: number;

  @ApiPropertyOptional({ enum: LIST_BASES, enumName: 'ListBasis' })
  legalBasis?: ListBasis;

  @ApiPropertyOptional({ description: 'left out once its report is erased' })
  agreedWith?: string;

  @ApiPropertyOptional({ format: 'date', description: 'the last day for which that was agreed' })
  until?: string;

  @ApiProperty({ type: () => StaffDto })
  inHandsOf!: StaffDto;

  @ApiProperty({ type: () => ListColumnDto, isArray: true, description: 'empty once the list itself is erased' })
  columns!: ListColumnDto[];

  @ApiProperty({ isArray: true, type: String, description: 'columns that nothing was taken from' })
  unusedColumns!: string[];

  @ApiPropertyOptional({ type: () => ListFailureDto })
  failure?: ListFailureDto;

  @ApiPropertyOptional({ type: () => ListRunDto })
  run?: ListRunDto;

  @ApiProperty({ type: () => StepDto, isArray: true })
  actions!: StepDto[];
}

export function showListLine({ format, rows, announcedAt, endedAt, ...line }: ListLine): ListLineDto {
  const { id, name, source, state, version } = line;
  return {
    id,
    ...(name !== undefined && { name }),
    ...(source !== undefined && { source }),
    state,
    ...(format && { format }),
    ...(rows !== null && { rows }),
    announcedAt: announcedAt.toISOString(),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    version,
  };
}

export function showList(view: ListView): ListDto {
  const { bytes, legalBasis, agreedWith, until, inHandsOf, columns, unusedColumns, failure, run, actions } = view;
  return {
    ...showListLine(view),
    ...(bytes !== null && { bytes }),
    ...(legalBasis && { legalBasis }),
    ...(agreedWith && { agreedWith }),
    ...(until && { until }),
    inHandsOf,
    columns: columns.map(({ name, meaning, examples }) => ({
      name,
      ...(meaning && { meaning: CODE_OF.get(meaning)! }),
      examples,
    })),
    unusedColumns,
    ...(failure && { failure }),
    ...(run && { run: { ...run, ...rounded(run) } }),
    actions: showSteps(actions),
  };
}

function rounded({ perSecond, secondsLeft }: NonNullable<ListView['run']>): Partial<ListRunDto> {
  return {
    ...(perSecond !== undefined && { perSecond: Math.round(perSecond * 10) / 10 }),
    ...(secondsLeft !== undefined && { secondsLeft: Math.ceil(secondsLeft) }),
  };
}
