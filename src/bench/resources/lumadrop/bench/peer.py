"""The thing a user would write instead: the same calls and files with asyncio and aiohttp, and no promise at all.

Arguments: home, base URL.
"""
import asyncio
import json
import os
import sys

import aiohttp

HOME, BASE = sys.argv[1], sys.argv[2]
REQUESTS = BASE + "/api/v1/ie/requestqueue/apikey/requests"
KEY = {"Authorization": "Bearer bench"}
AT_ONCE = 64


def publish(path, content):
    with open(path + ".part", "wb") as part:
        part.write(content)
    os.replace(path + ".part", path)


async def drop(session, name):
    inbox = os.path.join(HOME, "inbox", name)
    with open(inbox, encoding="utf-8") as file:
        job = json.load(file)
    os.replace(inbox, os.path.join(HOME, "accepted", name))
    async with session.post(REQUESTS, json={"model": "luma-uni-1.1", "payload": job}, headers=KEY) as answer:
        record = await answer.json()
    while True:
        async with session.get(REQUESTS + "/" + record["request_id"], headers=KEY) as answer:
            record = await answer.json()
        if record["status"] == "success":
            break
        await asyncio.sleep(0.05)
    stem = name[: -len(".json")]
    folder = os.path.join(HOME, "output", stem)
    os.makedirs(folder, exist_ok=True)
    async with session.get(record["outcome"]["media_urls"][0]["url"]) as answer:
        picture = await answer.read()
    publish(os.path.join(folder, stem + ".png"), picture)
    manifest = {"jobs": [{"request": record, "bytes": len(picture)}]}
    publish(os.path.join(folder, "manifest.json"), json.dumps(manifest, indent=2).encode())


async def worker(session, names):
    while names:
        await drop(session, names.pop())


async def main():
    for folder in ("accepted", "output"):
        os.makedirs(os.path.join(HOME, folder), exist_ok=True)
    names = [name for name in os.listdir(os.path.join(HOME, "inbox")) if name.endswith(".json")]
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as session:
        await asyncio.gather(*(worker(session, names) for _ in range(AT_ONCE)))


asyncio.run(main())
