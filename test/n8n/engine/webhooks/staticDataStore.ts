import { setImmediate } from 'node:timers/promises';
import { jsonParse, type IDataObject, type Workflow } from 'n8n-workflow';

/**
 * The static data of one workflow as n8n's database has it: as JSON, written whole (the last one to write
 * wins), and reached by a journey that lets others go on meanwhile.
 */
export class StaticDataStore {
	private json: string | undefined;
	private frozen = false;

	constructor(initial?: IDataObject) {
		this.json = initial === undefined ? undefined : JSON.stringify(initial);
	}

	/** What is stored now; undefined if nothing ever was. */
	stored(): IDataObject | undefined {
		return this.json === undefined ? undefined : jsonParse<IDataObject>(this.json);
	}

	async load(): Promise<IDataObject | undefined> {
		await setImmediate();
		return this.stored();
	}

	async save(staticData: IDataObject): Promise<void> {
		const json = JSON.stringify(staticData);
		await setImmediate();
		if (!this.frozen) this.json = json;
	}

	/** n8n watches the top of the static data and the objects in it, and notes there that something changed. */
	async saveIfChanged({ staticData }: Workflow): Promise<void> {
		if (staticData.__dataChanged !== true) return;
		await this.save(staticData);
		staticData.__dataChanged = false;
	}

	/** From now on nothing is written: the server is gone. */
	freeze(): void {
		this.frozen = true;
	}
}
