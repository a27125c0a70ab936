import type { Reading } from '../../../shared/fields/reading';

/** The value of a cell that had to be understood. */
export function valueOf<T>(reading: Reading<T>): T {
	if (!reading.ok) throw new Error(`Refused: ${reading.problem}`);
	return reading.value;
}

/** The problem of a cell that had to be refused. It must complete the sentence "Row 3, Amount: …". */
export function problemOf<T>(reading: Reading<T>): string {
	if (reading.ok) throw new Error(`Understood as ${JSON.stringify(reading.value)}`);
	expect(reading.problem).toMatch(/^\S(?!.*\.$).*\S$/su);
	return reading.problem;
}
