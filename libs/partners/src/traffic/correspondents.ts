import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { MessageName } from '../protocol/index.js';
import { Composes, type MessageComposer } from './composes.js';
import { Takes, type MessageTaker } from './takes.js';

/** Who writes which messages, and who acts upon them. */
@Injectable()
export class Correspondents implements OnModuleInit {
  private readonly composers = new Map<MessageName, MessageComposer>();
  private readonly takers = new Map<MessageName, MessageTaker>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders()) {
      const composes = this.discovery.getMetadataByDecorator(Composes, wrapper);
      for (const name of composes?.names ?? []) only(this.composers, name, wrapper.instance as MessageComposer);
      const takes = this.discovery.getMetadataByDecorator(Takes, wrapper);
      for (const name of takes?.names ?? []) only(this.takers, name, wrapper.instance as MessageTaker);
    }
  }

  composerOf(name: MessageName): MessageComposer | undefined {
    return this.composers.get(name);
  }

  takerOf(name: MessageName): MessageTaker | undefined {
    return this.takers.get(name);
  }
}

function only<T>(known: Map<MessageName, T>, name: MessageName, one: T): void {
  if (known.has(name) && known.get(name) !== one) throw new Error(`Two have to do with the message ${name}.`);
  known.set(name, one);
}
