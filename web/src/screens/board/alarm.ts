/** Milliseconds between two calls, and seconds that the two tones of one last. */
const CALL_MS = 4_000;
const TONE_SECONDS = 0.35;

const TONES_HERTZ = [880, 660] as const;
const VOLUME = 0.3;

/** Two falling tones, again and again. A browser lets a page sound only once somebody has touched it. */
export class Alarm {
  private readonly audio = new AudioContext();
  private calling: ReturnType<typeof setInterval> | undefined;

  /** Tells whether the browser keeps it silent, each time it ought to sound. */
  start(tellSilent: (isSilent: boolean) => void): void {
    const call = (): void => {
      void this.audio.resume();
      tellSilent(this.audio.state !== 'running');
      TONES_HERTZ.forEach((hertz, place) => this.tone(hertz, place * TONE_SECONDS));
    };
    call();
    this.calling = setInterval(call, CALL_MS);
  }

  stop(): void {
    clearInterval(this.calling);
  }

  private tone(hertz: number, afterSeconds: number): void {
    const { audio } = this;
    if (audio.state !== 'running') return;
    const [oscillator, gain] = [audio.createOscillator(), audio.createGain()];
    oscillator.frequency.value = hertz;
    gain.gain.value = VOLUME;
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(audio.currentTime + afterSeconds);
    oscillator.stop(audio.currentTime + afterSeconds + TONE_SECONDS);
  }
}
