"""The night: crawl, extract, add, balance, report; its lock, its timetable, its health."""
