import { Injectable, type PipeTransform } from '@nestjs/common';
import { isId, NotFound } from '#libs/kernel';

/** An id in the address; what cannot be one is simply not found. */
@Injectable()
export class RecordIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isId(value)) throw new NotFound();
    return value.toLowerCase();
  }
}
