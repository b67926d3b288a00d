-- The versions of former results that no capture of `present` brought: the archive no longer holds them.
SELECT article_id, version FROM former.article_versions WHERE seen_at NOT IN (SELECT "at" FROM present)
