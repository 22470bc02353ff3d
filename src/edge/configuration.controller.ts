import { Controller, Inject } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { QueryRoute } from '../api/query-route.js';
import { present } from '../kernel/present.js';
import { Configuration } from './configuration.js';
import { VERSION } from './version.js';

class SettingAnswer {
  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ required: false, description: 'Absent where it is not set. A secret is never shown.' })
  readonly value?: string;

  @ApiProperty({ enum: ['default', 'environment', 'file'] })
  readonly source!: 'default' | 'environment' | 'file';

  @ApiProperty({ required: false, description: 'The file that it was read from.' })
  readonly file?: string;

  @ApiProperty({ required: false, description: 'What is wrong with it.' })
  readonly fault?: string;
}

class ConfigurationAnswer {
  @ApiProperty({ description: 'Of Muster.' })
  readonly version!: string;

  @ApiProperty({ description: 'Of Node.' })
  readonly runtime!: string;

  @ApiProperty({ type: SettingAnswer, isArray: true })
  readonly settings!: readonly SettingAnswer[];

  @ApiProperty({ type: String, isArray: true, description: 'Variables that look like settings and are none.' })
  readonly unknown!: readonly string[];
}

/** What the server runs with. */
@ApiTags('Health')
@Controller()
export class ConfigurationController {
  constructor(@Inject(Configuration) private readonly configuration: Configuration) {}

  @QueryRoute('ShowConfiguration', {
    path: 'configuration',
    policy: ['operator', 'auditor'],
    summary: 'The version, and every setting with its value and where that came from; never a secret.',
    answer: ConfigurationAnswer,
    example: {
      version: '0.1.0',
      runtime: 'v24.21.0',
      settings: [{ name: 'PORT', value: '8080', source: 'environment' }],
      unknown: [],
    },
  })
  show(): ConfigurationAnswer {
    const settings = this.configuration.settings.map(({ name, value, source, fault }) => ({
      ...{ name, source: source.from },
      ...present({ value, file: source.from === 'file' ? source.path : undefined, fault }),
    }));
    return { version: VERSION, runtime: process.version, settings, unknown: this.configuration.unknown };
  }
}
