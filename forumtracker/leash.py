"""
`python -m forumtracker.leash FD MODULE ARGUMENTS…` runs a module that ends with its parent.

The parent holds the other end of the pipe FD. When the parent dies, kill -9 included, the kernel closes that end;
the module and every process of its group are told to stop, and are killed when they have not after some seconds.
"""

import os
import runpy
import signal
import sys
import threading
import time

PATIENCE = 5  # seconds between "stop" and the end


def end_with_parent(pipe):
    os.read(pipe, 1)  # returns when nobody holds the other end any more
    os.killpg(0, signal.SIGTERM)
    time.sleep(PATIENCE)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    _, pipe, module, *arguments = sys.argv
    threading.Thread(target=end_with_parent, args=[int(pipe)], daemon=True).start()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
