/** A setting as it may be shown: of a secret, only what is none. */
export interface ConfiguredSetting {
  readonly name: string;
  /** Absent where it is not set. */
  readonly value?: string;
  readonly source: { readonly from: 'default' | 'environment' } | { readonly from: 'file'; readonly path: string };
  readonly fault?: string;
}

/** What the process was configured with, as its start found it. */
export class Configuration {
  constructor(
    readonly settings: readonly ConfiguredSetting[],
    /** Variables that look like settings and are none. */
    readonly unknown: readonly string[],
  ) {}
}
