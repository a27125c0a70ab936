import type { Question } from '../measure/question';
import { cardNumbers } from './cardNumbers';
import { cpu, messySheet } from './cpu';
import { faults } from './faults';
import { growth } from './growth';
import { limits } from './limits';
import { memory } from './memory';
import { refused } from './refused';
import { wall } from './wall';

/** What is asked of the client alone. */
export const clientQuestions: readonly Question[] = [
	cpu,
	limits,
	wall,
	messySheet,
	refused,
	growth,
	memory,
	faults,
	cardNumbers,
];
