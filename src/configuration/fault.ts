import { type Failure, type FailureCode, failure } from '../outcome/failure.ts';
import type { Pointer } from './json.ts';

/** What is wrong with a file, and where. Its words never hold a value of the file. */
export interface Fault {
  readonly path: Pointer;
  readonly failure: Failure;
}

export function fault(
  path: Pointer,
  code: FailureCode,
  detail?: Readonly<Record<string, string>>,
): Fault {
  return { path, failure: failure(code, detail) };
}
