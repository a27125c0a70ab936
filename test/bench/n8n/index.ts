import type { Question } from '../measure/question';

/** What is asked of a real n8n, with `--n8n <command>`. */
export const n8nQuestions: readonly Question[] = [];
