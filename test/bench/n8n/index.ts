import type { Question } from '../measure/question';
import { bulk } from './bulk';
import { deliveries } from './deliveries';
import { loading } from './loading';

/** What is asked of a real n8n, with `--n8n <command>`. */
export const n8nQuestions: readonly Question[] = [loading, bulk, deliveries];
