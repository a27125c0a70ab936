/**
 * What became of a row that is now as it should be. `unchanged`: Kard had all that it says; `duplicate`: it was there
 * before, or is in the input twice; `ready`: it was only checked, and can be sent.
 */
export type RowStatus = 'created' | 'updated' | 'unchanged' | 'submitted' | 'duplicate' | 'ready';

/** How the responses to a bulk write name its rows. */
export interface RowNaming {
	/**
	 * How `data` says which rows Kard took (Kard's API reference): `listed`, it lists them by id, and a 207 that names
	 * the others may leave it out; `job`, it is the one job that was queued for all that no error names.
	 */
	readonly taken: 'listed' | 'job';
	/** The attribute by which an error may name a row instead of by its id. Several rows may have the same one. */
	readonly alsoNamedBy?: string | undefined;
}
