-- Merges of before initiative_history said what was merged: the next `process` says them again, as after migration 0015.
UPDATE corrections SET why = coalesce(why, '') || ' ' WHERE kind = 'initiative' AND "action" = 'merge'
