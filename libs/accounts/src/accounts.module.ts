import { Module } from '@nestjs/common';
import { ProjectionsModule } from '@runstead/projections';
import { AccountCommands } from './account-commands';
import { AccountDirectory } from './account-directory';
import { AccountJournal } from './account-journal';
import { Authentication } from './authentication';
import { OneTimeLinks } from './one-time-links';
import { Policy } from './policy';
import { PrincipalCache } from './principal-cache';
import { Sessions } from './sessions';

/** Who people are and what they may do. Needs the tokens of `PlatformModule`. */
@Module({
  imports: [ProjectionsModule],
  providers: [AccountCommands, AccountDirectory, AccountJournal, Authentication, OneTimeLinks, Policy, PrincipalCache, Sessions],
  exports: [AccountCommands, AccountDirectory, Authentication, OneTimeLinks, Policy, Sessions],
})
export class AccountsModule {}
