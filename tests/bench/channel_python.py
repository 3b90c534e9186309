"""Moves items through a bounded queue of Python; prints [seconds, sum].

    python3 channel_python.py threads|asyncio producers consumers items capacity

Without arguments: one line for each queue and shape, in items per second.
"""

import asyncio
import json
import queue
import sys
import threading
import time


def threads(producers, consumers, items, capacity):
    channel = queue.Queue(capacity)
    sums = []

    def produce():
        for n in range(items // producers):
            channel.put(n)

    def consume():
        total = 0
        for _ in range(items // consumers):
            total += channel.get()
        sums.append(total)

    workers = [threading.Thread(target=consume) for _ in range(consumers)]
    workers += [threading.Thread(target=produce) for _ in range(producers)]
    start = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - start, sum(sums)


def coroutines(producers, consumers, items, capacity):
    async def main():
        channel = asyncio.Queue(capacity)

        async def produce():
            for n in range(items // producers):
                await channel.put(n)
            return 0

        async def consume():
            total = 0
            for _ in range(items // consumers):
                total += await channel.get()
            return total

        start = time.perf_counter()
        sums = await asyncio.gather(
            *(consume() for _ in range(consumers)),
            *(produce() for _ in range(producers)),
        )
        return time.perf_counter() - start, sum(sums)

    return asyncio.run(main())


QUEUES = {"threads": threads, "asyncio": coroutines}


def main(arguments):
    if arguments:
        kind, *numbers = arguments
        print(json.dumps(QUEUES[kind](*map(int, numbers))))
        return
    items = 20_000
    for kind, move in QUEUES.items():
        for producers, consumers in [(1, 1), (1, 5), (4, 4)]:
            for capacity in [16, 64, 1024]:
                seconds, _ = move(producers, consumers, items, capacity)
                shape = f"{producers} to {consumers}, capacity {capacity}"
                print(f"{kind:8} {shape:24} {items / seconds:12,.0f} items/s")


if __name__ == "__main__":
    main(sys.argv[1:])
