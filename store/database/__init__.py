"""The library's SQLite file: every query, and rows to dataclasses and back.

`connection` opens it, `derived` writes what is made from snapshots, `judging` keeps what is the reader's, `following`
the sources, and `reading` answers the screens. Each function takes the connection; none decides anything.
"""
