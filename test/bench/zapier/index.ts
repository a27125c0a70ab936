import type { Question } from '../measure/question';
import { loading } from './loading';
import { step } from './step';

/** What is asked of Zapier's own core, with `--zapier`. */
export const zapierQuestions: readonly Question[] = [step, loading];
