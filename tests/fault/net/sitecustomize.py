"""Loaded by a crawler's process that a test starts: names resolve as the test says, and every connection is noted.

CITYFACTS_TEST_NET names a JSON file: `names` (host name to its answers, taken in turn, the last for ever), `allowed`
(`host:port` that may be connected to; all else is refused) and `log` (the file that gets a line for each attempt).
"""

import errno
import json
import os
import socket

_told = os.environ.get("CITYFACTS_TEST_NET")
if _told:
    with open(_told, encoding="utf-8") as _file:  # noqa: PTH123 - nothing more than is needed at every start
        _net = json.load(_file)
    _connect, _by_name = socket.socket.connect_ex, socket.gethostbyname

    def connect_ex(self, address):  # type: ignore[no-untyped-def]
        target = f"{address[0]}:{address[1]}" if isinstance(address, tuple) else str(address)
        with open(_net["log"], "a", encoding="utf-8") as log:  # noqa: PTH123
            log.write(target + "\n")
        return _connect(self, address) if target in _net["allowed"] else errno.ECONNREFUSED

    def gethostbyname(name):  # type: ignore[no-untyped-def]
        answers = _net["names"].get(name.rstrip(".").lower())
        if answers is None:
            if name.replace(".", "").isdigit():
                return _by_name(name)
            raise socket.gaierror(socket.EAI_NONAME, "no such name here")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    socket.socket.connect_ex = connect_ex  # type: ignore[method-assign]
    socket.gethostbyname = gethostbyname
