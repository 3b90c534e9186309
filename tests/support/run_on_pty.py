"""Runs a command on a pseudo-terminal, and tells what was written there.

Takes one argument, a JSON object:
  argv     the command
  columns  the width of the terminal
  env      variables to set beside PATH and HOME
  stdout   "pty", "null" (the null device) or "stalled" (a pipe that nobody reads)
  stdin    "pty", "null" or "held" (a pipe that stays open until a step closes it)
  steps    what to do in turn: each waits until its text "after" was written since the
           step before, and for "pause" seconds, and then does "send" (keys), "feed" (text
           into the held pipe), "close" (of that pipe), "signal" (a name) or "resize"
  timeout  seconds after which the command is killed

Prints a JSON object: output, code (negative for a signal), isOver (False if killed).
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time

spec = json.loads(sys.argv[1])
master, slave = pty.openpty()


def resize(columns):
    size = struct.pack("HHHH", 24, columns, 0, 0)
    fcntl.ioctl(slave, termios.TIOCSWINSZ, size)


def begin():
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)


resize(spec.get("columns", 80))
stalled = os.pipe() if spec.get("stdout") == "stalled" else None
held = os.pipe() if spec.get("stdin") == "held" else None
streams = {
    "pty": slave,
    "null": subprocess.DEVNULL,
    "stalled": stalled and stalled[1],
    "held": held and held[0],
}
env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
child = subprocess.Popen(
    spec["argv"],
    stdin=streams[spec.get("stdin", "pty")],
    stdout=streams[spec.get("stdout", "pty")],
    stderr=slave,
    env={**env, "DENO_NO_UPDATE_CHECK": "1", **spec.get("env", {})},
    preexec_fn=begin,
)

output = b""
seen = 0
steps = list(spec.get("steps", []))
end = time.monotonic() + spec.get("timeout", 30)
is_over = True
while True:
    if select.select([master], [], [], 0.02)[0]:
        output += os.read(master, 65536)
    while steps and steps[0].get("after", "").encode() in output[seen:]:
        step = steps.pop(0)
        seen = len(output)
        time.sleep(step.get("pause", 0))
        if "feed" in step:
            os.write(held[1], step["feed"].encode())
        if "close" in step:
            os.close(held[1])
        if "send" in step:
            os.write(master, step["send"].encode())
        if "signal" in step:
            os.kill(child.pid, getattr(signal, step["signal"]))
        if "resize" in step:
            resize(step["resize"])
    if child.poll() is not None and not select.select([master], [], [], 0)[0]:
        break
    if time.monotonic() > end:
        child.kill()
        is_over = False
        end += 5
code = child.wait()
print(json.dumps({
    "output": output.decode("utf-8", "replace"),
    "code": code,
    "isOver": is_over,
}))
