import { Module } from '@nestjs/common';
import { EraseTextsHandler } from './commands/erase-texts.command.js';
import { Standings } from './commands/standings.js';
import { ErasureController } from './erasure.controller.js';

@Module({ controllers: [ErasureController], providers: [EraseTextsHandler, Standings] })
export class ErasureModule {}
