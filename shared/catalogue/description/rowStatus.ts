/**
 * What became of a row that is now as it should be. `unchanged`: Kard had all that it says; `duplicate`: it was there
 * before, or is in the input twice; `ready`: it was only checked, and can be sent.
 */
export type RowStatus = 'created' | 'updated' | 'unchanged' | 'submitted' | 'duplicate' | 'ready';
