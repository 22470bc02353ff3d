import { Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

@Controller()
class NoOpController {
  @Post('no-op')
  @HttpCode(200)
  noOp(): object {
    return {};
  }
}

@Module({ controllers: [NoOpController] })
class NoOpModule {}

/** The least that can be made of Nest and Fastify: it parses a body and does nothing with it. */
export function createPlain(): Promise<NestFastifyApplication> {
  return NestFactory.create<NestFastifyApplication>(NoOpModule, new FastifyAdapter(), { logger: ['error'] });
}
