"""The library's SQLite file: every query, and rows to dataclasses and back.

`connection` opens it, `derived` writes what is made from snapshots and `grouping` the stories of it, `counting` keeps their
counts, `judging` what is the reader's and `ledger` the log of it for undo, `following` the sources and fetches, and
`reading` answers the screens. Each function takes the connection; none decides anything.
A job opens its own with `connection.connect(path)`, hands what it read to `store.arrival.arrive(con, snapshot, reading)`
(or `reread(con, snapshot_id, reading)` in a rebuild), and wraps other writes in `connection.transaction(con)`.
"""
