/** Somebody of the record, whose own files it can hold. */
export interface Named {
  id: string;
  name: string;
}
