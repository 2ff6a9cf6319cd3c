/** Two strokes of a tram's bell, as loud as the system lets a page be; silent where it may not play. */
export function bell() {
  try {
    const audio = new AudioContext();
    for (const at of [0, 0.28]) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = 1318;
      volume.gain.setValueAtTime(0.16, audio.currentTime + at);
      volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.6);
      tone.connect(volume).connect(audio.destination);
      tone.start(audio.currentTime + at);
      tone.stop(audio.currentTime + at + 0.6);
    }
    window.setTimeout(() => void audio.close(), 1500);
  } catch {
    // The notice is on the screen.
  }
}
