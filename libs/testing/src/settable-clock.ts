import { Clock } from '#libs/kernel';

/** A clock that stands still until a test moves it. */
export class SettableClock extends Clock {
  constructor(private time = new Date()) {
    super();
  }

  now(): Date {
    return new Date(this.time);
  }

  set(time: Date): void {
    this.time = time;
  }

  advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }): void {
    this.time = new Date(this.time.getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000);
  }
}
