import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { OwnAccount, type PasskeyId } from '#libs/access';
import type { StaffActor } from '#libs/kernel';
import { sessionCookie } from '../http/cookies.js';
import { Acts, ActsOnOneself, Creates, type ReceiptDto, Refuses } from '../http/receipt.js';
import { RecordIdPipe } from '../http/record-id.js';
import { By, type SignedInRequest } from '../http/request-actor.js';
import { NewPasskeyQuestionDto } from '../session/passkey.dto.js';
import { newPasskeyQuestion, registrationOf } from '../session/passkeys.js';
import { ChangedPasswordDto, NewPasskeyDto, OwnAccountDto, ProofDto } from './own-account.dto.js';

/** What whoever is signed in signs in with. */
@ApiTags('session')
@Controller('own-account')
export class OwnAccountController {
  constructor(private readonly ownAccount: OwnAccount) {}

  @Get()
  @ApiOkResponse({ type: OwnAccountDto })
  async read(@Req() request: SignedInRequest, @By() by: StaffActor): Promise<OwnAccountDto> {
    const { passkeys, otherSessions } = await this.ownAccount.read(sessionCookie(request)!, by);
    return {
      passkeys: passkeys.map(({ id, name, addedAt, usedAt }) => ({
        id,
        name,
        addedAt: addedAt.toISOString(),
        ...(usedAt && { usedAt: usedAt.toISOString() }),
      })),
      otherSessions,
    };
  }

  @Post('change-password')
  @ActsOnOneself()
  changePassword(
    @Body() { password, newPassword }: ChangedPasswordDto,
    @Req() request: SignedInRequest,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.ownAccount.changePassword(newPassword, proofOf(password, request), sessionCookie(request)!, by);
  }

  @Post('begin-passkey')
  @HttpCode(200)
  @ApiOkResponse({ type: NewPasskeyQuestionDto })
  @Refuses(400, 409, 429)
  async beginPasskey(
    @Body() { password }: ProofDto,
    @Req() request: SignedInRequest,
    @By() by: StaffActor,
  ): Promise<NewPasskeyQuestionDto> {
    return newPasskeyQuestion(await this.ownAccount.beginPasskey(proofOf(password, request), by));
  }

  @Post('passkeys')
  @Creates()
  addPasskey(@Body() { name, passkey }: NewPasskeyDto, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.ownAccount.addPasskey(name, registrationOf(passkey), by);
  }

  @Post('passkeys/:id/remove')
  @Acts()
  removePasskey(
    @Param('id', RecordIdPipe) id: PasskeyId,
    @Req() request: SignedInRequest,
    @By() by: StaffActor,
  ): Promise<ReceiptDto> {
    return this.ownAccount.removePasskey(id, sessionCookie(request)!, by);
  }

  @Post('end-other-sessions')
  @ActsOnOneself()
  endOtherSessions(@Req() request: SignedInRequest, @By() by: StaffActor): Promise<ReceiptDto> {
    return this.ownAccount.endOtherSessions(sessionCookie(request)!, by);
  }
}

function proofOf(password: string, { ip }: SignedInRequest) {
  return { password, origin: ip ?? '' };
}
