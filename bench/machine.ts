import { cpus, loadavg, platform, release, totalmem } from 'node:os';

const BYTES_PER_GIB = 1024 ** 3;

/** The machine that figures were taken on, in a line: figures of different machines are compared by ratios alone. */
export function describeMachine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  const memory = `${Math.round(totalmem() / BYTES_PER_GIB)} GiB`;
  const [load = 0] = loadavg();
  const system = `${platform()} ${release()}, Node ${process.version}`;
  return `${model}, ${processors.length} cores, ${memory}, ${system}, load ${load.toFixed(1)} at the start`;
}
