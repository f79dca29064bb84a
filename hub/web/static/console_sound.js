// A soft tick when the hub took an act, a low double one when it did not. Off by default.

const TICKS = { taken: [[880, 0]], refused: [[220, 0], [220, 0.14]] };
const LASTS_S = 0.07;
const LOUD = 0.08;

export class Sound {
  constructor(shelf) {
    this.shelf = shelf;
    this.isOn = shelf.get("layso.console.sound") ?? false;
  }

  toggle() {
    this.isOn = !this.isOn;
    this.shelf.set("layso.console.sound", this.isOn);
    this.play("taken");
  }

  play(name) {
    if (!this.isOn) return;
    try {
      this.context ??= new AudioContext();
      for (const [pitch, after] of TICKS[name]) this.#tick(pitch, this.context.currentTime + after);
    } catch {
      // A machine without sound works as well.
    }
  }

  #tick(pitch, at) {
    const [tone, gain] = [this.context.createOscillator(), this.context.createGain()];
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(LOUD, at);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + LASTS_S);
    tone.connect(gain).connect(this.context.destination);
    tone.start(at);
    tone.stop(at + LASTS_S);
  }
}
