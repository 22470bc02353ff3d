import { Module } from '@nestjs/common';
import { EdgeModule } from '../edge/edge.module.js';
import { SignInController } from './sign-in.controller.js';

/** What people see without a script: HTML from the server. */
@Module({ imports: [EdgeModule], controllers: [SignInController] })
export class PagesModule {}
