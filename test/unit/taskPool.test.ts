import { TaskPool } from '../../shared/taskPool';

const tick = () => Promise.resolve();

describe('a pool of tasks', () => {
	it('runs all tasks, also those added by tasks, and not more at once than it may', async () => {
		const pool = new TaskPool(2, () => true);
		const done: string[] = [];
		let [now, most] = [0, 0];
		const task =
			(name: string, more: readonly string[] = []) =>
			async () => {
				now += 1;
				most = Math.max(most, now);
				await tick();
				for (const next of more) pool.add(task(next));
				done.push(name);
				now -= 1;
			};
		for (const name of ['a', 'b', 'c']) pool.add(task(name, [`${name}1`, `${name}2`]));

		await pool.run();

		expect(done.toSorted()).toEqual(['a', 'a1', 'a2', 'b', 'b1', 'b2', 'c', 'c1', 'c2']);
		expect(most).toBe(2);
	});

	it('ends at once when there is nothing to do', async () => {
		await expect(new TaskPool(3, () => true).run()).resolves.toBeUndefined();
	});

	it('begins no task once it is told to stop, and waits for those under way', async () => {
		const done: number[] = [];
		const pool = new TaskPool(2, () => done.length === 0);
		for (const number of [1, 2, 3, 4]) {
			pool.add(async () => {
				await tick();
				done.push(number);
			});
		}

		await pool.run();

		expect(done).toEqual([1, 2]);
	});

	it('can run again, for tasks that come up when the first are done', async () => {
		const done: string[] = [];
		const pool = new TaskPool(1, () => true);
		await pool.run();
		pool.add(async () => {
			await tick();
			done.push('later');
		});
		await pool.run();

		expect(done).toEqual(['later']);
	});

	it('rejects with what a task lets out', async () => {
		const pool = new TaskPool(2, () => true);
		pool.add(() => Promise.reject(new TypeError('a slip of the program')));

		await expect(pool.run()).rejects.toThrow('a slip of the program');
	});
});
