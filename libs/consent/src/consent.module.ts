import { Module } from '@nestjs/common';
import { Basis } from './basis.entity.js';
import { Consent } from './consent.js';

export const CONSENT_ENTITIES = [Basis];

@Module({ providers: [Consent], exports: [Consent] })
export class ConsentModule {}
