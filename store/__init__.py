"""Results: one writer (`store.live`), published snapshots (`store.publish`), readers (`store.query`).

Importing this package loads neither DuckDB nor tantivy; its modules do.
"""
