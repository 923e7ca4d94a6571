import { type DynamicModule, Global, Module } from '@nestjs/common';
import { BlindIndex } from '#libs/crypto';
import { Authorizer } from '#libs/database';
import { Accounts } from './accounts.js';
import { Account, AccountSecrets } from './account.entity.js';
import { Branch } from './branch.entity.js';
import { CedarAuthorizer } from './cedar-authorizer.js';
import { Dossier } from './dossier.entity.js';
import { Enrolments } from './enrolments.js';
import { OwnAccount } from './own-account.js';
import { Passkey } from './passkey.entity.js';
import { CONSOLE_ORIGIN, Passkeys } from './passkeys.js';
import { SESSION_MINUTES, Sessions } from './sessions.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { SignIn } from './sign-in.js';

export const ACCESS_ENTITIES = [Branch, Account, AccountSecrets, Passkey, Dossier];

/** Policies for every process; sign-in and accounts for those that have people at the other end. */
@Global()
@Module({})
export class AccessModule {
  /** @param options.origin of the console, which passkeys are bound to */
  static forRoot(options: { sessionMinutes: number; index: BlindIndex; origin: string }): DynamicModule {
    return {
      module: AccessModule,
      providers: [
        { provide: Authorizer, useClass: CedarAuthorizer },
        { provide: SESSION_MINUTES, useValue: options.sessionMinutes },
        { provide: BlindIndex, useValue: options.index },
        { provide: CONSOLE_ORIGIN, useValue: options.origin },
        SignInThrottle,
        Passkeys,
        Sessions,
        SignIn,
        Enrolments,
        Accounts,
        OwnAccount,
      ],
      exports: [Authorizer, BlindIndex, Sessions, SignIn, Enrolments, Accounts, OwnAccount],
    };
  }
}
