import type { Question } from '../measure/question';
import { cpu, messySheet } from './cpu';
import { wall } from './wall';

/** What is asked of the client alone. */
export const clientQuestions: readonly Question[] = [cpu, wall, messySheet];
