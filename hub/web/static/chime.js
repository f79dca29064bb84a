// Two falling notes, where the browser lets a page sound by itself.

const NOTES = [{ hertz: 659.3, from: 0 }, { hertz: 523.3, from: 0.32 }];
const LENGTH_S = 0.48;

export class Chime {
  play() {
    try {
      this.audio ??= new AudioContext();
      // A sound that must wait for permission would come at the wrong moment: then none.
      if (this.audio.state === "running") for (const note of NOTES) this.#sound(note);
      else this.audio.resume().catch(() => {});
    } catch {
      // No sound device: the yellow plate is the call.
    }
  }

  #sound({ hertz, from }) {
    const tone = new OscillatorNode(this.audio, { type: "sine", frequency: hertz });
    const volume = new GainNode(this.audio, { gain: 0 });
    const start = this.audio.currentTime + from;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.5, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + LENGTH_S);
    tone.connect(volume).connect(this.audio.destination);
    tone.start(start);
    tone.stop(start + LENGTH_S);
  }
}
