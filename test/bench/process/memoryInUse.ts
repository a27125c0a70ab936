import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How much memory is in use when everything that nobody needs any more has been set free, in bytes. */
export function memoryInUse(): number {
	setFlagsFromString('--expose-gc');
	// What is held by weak references or has a finalizer goes with the second round.
	runInNewContext('gc(); gc();');
	return process.memoryUsage().heapUsed;
}
