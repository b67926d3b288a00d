-- The ledger of all outlets, made once a snapshot and kept in memory beside it: for one outlet, v_coverage goes through as
-- much of the file as for all.
CREATE TABLE IF NOT EXISTS memory.main.desk_coverage AS
FROM v_coverage;
