import type { Question } from '../measure/question';

/** What is asked of Zapier's own core, with `--zapier`. */
export const zapierQuestions: readonly Question[] = [];
