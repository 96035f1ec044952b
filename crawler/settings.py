"""The Scrapy settings: everything that is open, endless or impolite by default is closed."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from scrapy.settings import BaseSettings, default_settings

PROJECT_PAGE = "https://github.com/cityfacts/cityfacts"
MAX_BODY = 8 * 1024 * 1024
"""Bytes of one body, before and after decompression."""
MAX_PDF = 32 * 1024 * 1024
MAX_SECONDS = 6 * 3600
"""What one source's crawl may take."""
# Scrapy 2.19 renamed it; an old name that is not read any more would silently leave the guard out.
RESOLVER_SETTING = "TWISTED_DNS_RESOLVER" if hasattr(default_settings, "TWISTED_DNS_RESOLVER") else "DNS_RESOLVER"

HARDENED: dict[str, Any] = {
    "AUTOTHROTTLE_ENABLED": True,
    "CLOSESPIDER_ERRORCOUNT": 50,
    "CLOSESPIDER_TIMEOUT": MAX_SECONDS + 600,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "COOKIES_ENABLED": False,
    "DEPTH_LIMIT": 6,
    RESOLVER_SETTING: "crawler.download.GuardedResolver",
    "DNS_TIMEOUT": 20,
    "DOWNLOAD_DELAY": 3.0,
    # Scrapy halves a delay at random; a host that asks for ten seconds means ten.
    "DOWNLOAD_DELAY_JITTER": 0,
    "DOWNLOAD_FAIL_ON_DATALOSS": True,
    "DOWNLOAD_HANDLERS": {
        "http": "crawler.download.GatedHandler",
        "https": "crawler.download.GatedHandler",
        "file": None,
        "data": None,
        "ftp": None,
        "s3": None,
    },
    "DOWNLOAD_MAXSIZE": MAX_BODY,
    "DOWNLOAD_WARNSIZE": 0,
    "DOWNLOAD_TIMEOUT": 30,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "DOWNLOADER_MIDDLEWARES": {
        "crawler.render.RenderMiddleware": 40,
        "crawler.policy.PolicyMiddleware": 50,
        # Ours replace these: robots.txt that cannot be had forbids, and a retry heeds Retry-After.
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    },
    "EXTENSIONS": {
        "scrapy.extensions.throttle.AutoThrottle": None,
        "crawler.throttle.Throttle": 0,
        # Off below as well; loading it alone takes a fifth of a second of every crawl.
        "scrapy.extensions.remote_control.RemoteControl": None,
    },
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
    "HTTPCACHE_ENABLED": False,
    "HTTPPROXY_ENABLED": False,
    "JOBDIR": None,
    "MEMUSAGE_ENABLED": True,
    "MEMUSAGE_LIMIT_MB": 1024,
    "METAREFRESH_ENABLED": False,
    "REDIRECT_MAX_TIMES": 5,
    # The policy alone would not do: an answer's own Referrer-Policy overrules it.
    "REFERER_ENABLED": False,
    "REFERRER_POLICY": "no-referrer",
    "REMOTE_CONTROL_ENABLED": False,
    "RETRY_ENABLED": False,
    "ROBOTSTXT_OBEY": True,
    "TELNETCONSOLE_ENABLED": False,
}


def user_agent() -> str:
    """Who is asking, and where to complain: the project's page or what CITYFACTS_CONTACT says."""
    try:
        number = version("cityfacts")
    except PackageNotFoundError:
        number = "dev"
    contact = " ".join(os.environ.get("CITYFACTS_CONTACT", "").split()) or PROJECT_PAGE
    return f"cityfacts/{number} (+{contact})"


def source_settings(*, delay: float, pages: int, timeout: float, verified: bool = True) -> dict[str, Any]:
    """The settings of one source's crawl. CLOSESPIDER_PAGECOUNT is the second fence behind the spider's own budget."""
    return HARDENED | {
        "USER_AGENT": user_agent(),
        "DOWNLOAD_DELAY": delay,
        "DOWNLOAD_TIMEOUT": timeout,
        "DOWNLOAD_VERIFY_CERTIFICATES": verified,
        "AUTOTHROTTLE_START_DELAY": delay,
        "CLOSESPIDER_PAGECOUNT": 3 * pages + 100,
    }


def running_settings(settings: BaseSettings) -> dict[str, Any]:
    """What of HARDENED, and who is asking, a crawler really runs with: for the log, and for those who check."""
    plain = (bool, int, float, str, type(None))
    found = {key: settings.get(key) for key in (*HARDENED, "USER_AGENT")}
    return {key: value if isinstance(value, plain) else dict(value) for key, value in found.items()}
