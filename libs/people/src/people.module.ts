import { Module } from '@nestjs/common';
import { People } from './people.js';
import { Person, Relation } from './person.entity.js';

export const PEOPLE_ENTITIES = [Person, Relation];

@Module({ providers: [People], exports: [People] })
export class PeopleModule {}
