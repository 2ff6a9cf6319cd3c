// A voice message while it is said: the browser's recorder, and how loud it was from moment to moment.

export const longestVoice = 300; // seconds

const types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
const often = 100; // milliseconds between two looks at the level

export interface Take {
  file: File;
  seconds: number;
  levels: number[];
}

export class Recording {
  readonly levels: number[] = [];
  private readonly stream: MediaStream;
  private readonly recorder: MediaRecorder;
  private readonly context = new AudioContext();
  private readonly parts: Blob[] = [];
  private readonly begun = performance.now();
  private readonly timer: number;

  /** Asks for the microphone; refused, it throws. */
  static async begin(heard: (level: number, seconds: number) => void): Promise<Recording> {
    return new Recording(await navigator.mediaDevices.getUserMedia({ audio: true }), heard);
  }

  private constructor(stream: MediaStream, heard: (level: number, seconds: number) => void) {
    this.stream = stream;
    const mimeType = types.find((one) => MediaRecorder.isTypeSupported(one));
    this.recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 });
    this.recorder.ondataavailable = (event) => this.parts.push(event.data);
    const analyser = this.context.createAnalyser();
    analyser.fftSize = 1024;
    this.context.createMediaStreamSource(stream).connect(analyser);
    const wave = new Float32Array(analyser.fftSize);
    this.timer = window.setInterval(() => {
      analyser.getFloatTimeDomainData(wave);
      const level = Math.min(1, Math.sqrt(wave.reduce((sum, v) => sum + v * v, 0) / wave.length) * 3);
      this.levels.push(level);
      heard(level, this.seconds);
    }, often);
    this.recorder.start(1000);
  }

  get seconds(): number {
    return Math.min(longestVoice, (performance.now() - this.begun) / 1000);
  }

  async stop(): Promise<Take> {
    const seconds = this.seconds;
    const ended = new Promise((resolve) => {
      this.recorder.onstop = resolve;
    });
    this.recorder.stop();
    await ended;
    this.close();
    const [type = 'audio/webm'] = this.recorder.mimeType.split(';');
    const file = new File(this.parts, `voice.${type.split('/')[1] ?? 'webm'}`, { type });
    return { file, seconds: Math.max(0.1, seconds), levels: this.levels };
  }

  /** Lets go of the microphone. */
  close() {
    window.clearInterval(this.timer);
    for (const track of this.stream.getTracks()) track.stop();
    if (this.context.state !== 'closed') void this.context.close();
  }
}
