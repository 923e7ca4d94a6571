import { join } from 'node:path';
import type { OnApplicationBootstrap, OnApplicationShutdown, Provider } from '@nestjs/common';
import { checkpointFile, makeCheckpoint } from '#libs/audit';
import { AuditSigner } from '#libs/crypto';
import { UnitOfWork } from '#libs/database';
import { Log } from '#libs/process';

/** Signs how far the audit log has come, at every start and then by the clock. */
export class AuditCheckpoints implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly signer: AuditSigner,
    private readonly log: Log,
    private readonly options: { minutes: number; home: string },
  ) {}

  static provider(options: { minutes: number; home: string }): Provider {
    return {
      provide: AuditCheckpoints,
      useFactory: (unitOfWork: UnitOfWork, signer: AuditSigner, log: Log) =>
        new AuditCheckpoints(unitOfWork, signer, log, options),
      inject: [UnitOfWork, AuditSigner, Log],
    };
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sign(), this.options.minutes * 60_000);
    void this.sign();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async sign(): Promise<void> {
    try {
      await makeCheckpoint(this.unitOfWork, this.signer, join(this.options.home, checkpointFile));
    } catch (error) {
      this.log.failure('audit-checkpoint-failed', error);
    }
  }
}
