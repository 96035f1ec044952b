"""The address guard: which network addresses may be connected to at all."""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

# is_global alone lets these through, and what it says varies with the Python patch release.
# IANA special-purpose registries (RFC 6890), multicast, and the ranges that carry an IPv4 address inside.
_DENIED = [
    ip_network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/96",
        "::ffff:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "100:0:0:1::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
]
_LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
# What inet_aton reads as an address: 1 to 4 numbers, decimal, octal or hexadecimal.
_NUMERIC_HOST = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}", re.IGNORECASE)


def is_public(address: str) -> bool:
    """Whether an IP address is an ordinary one of the public internet.

    >>> is_public("93.184.215.14"), is_public("2606:2800:21f::1")
    (True, True)
    >>> [is_public(a) for a in ("127.0.0.1", "169.254.169.254", "64:ff9b::7f00:1", "ff0e::1", "::ffff:8.8.8.8")]
    [False, False, False, False, False]
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return ip.is_global and not ip.is_multicast and not any(ip.version == n.version and ip in n for n in _DENIED)


class AddressGuard:
    """Says which hosts may be asked. `loopback` names the `host:port` pairs on this machine that are excepted.

    The exception comes from the caller alone, never from a source file. `refused` keeps what resolved to an address
    that is not public, by host name.
    """

    def __init__(self, loopback: frozenset[str] = frozenset()) -> None:
        self._loopback = loopback
        self._loopback_hosts = frozenset(urlsplit(f"//{entry}").hostname for entry in loopback)
        self.refused: dict[str, str] = {}

    def is_excepted(self, url: str) -> bool:
        """Whether the address is one of the caller's own servers on this machine."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return False
        return f"{parts.hostname}:{port or (443 if parts.scheme == 'https' else 80)}" in self._loopback

    def refuses(self, url: str) -> bool:
        """Whether the address names a host that may not be asked; names are checked again once they are resolved."""
        if self.is_excepted(url):
            return False
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").rstrip(".") if parts.port != 0 else ""
        except ValueError:
            return True
        if parts.scheme not in ("http", "https") or not host:
            return True
        literal = literal_address(host)
        if literal is not None:
            return not is_public(str(literal))
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))

    def allows_address(self, host: str, address: str) -> bool:
        """Whether what a name resolved to may be connected to; a refusal is remembered."""
        if is_public(address):
            return True
        if host in self._loopback_hosts and any(ip_address(address) in network for network in _LOOPBACK):
            return True
        self.refused[host] = address
        return False


def literal_address(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address that a host is a spelling of, in any of the forms that connect() accepts.

    >>> literal_address("0x7f.1"), literal_address("2130706433"), literal_address("example.org")
    (IPv4Address('127.0.0.1'), IPv4Address('127.0.0.1'), None)
    """
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    if not _NUMERIC_HOST.fullmatch(host):
        return None
    try:
        return IPv4Address(socket.inet_aton(host))
    except OSError:
        return None
