-- The former refusals of which no capture of `present` is there.
INSERT INTO rejections BY NAME
FROM former.rejections f ANTI JOIN rejections r USING (url, stage)
WHERE f."at" NOT IN (SELECT "at" FROM present)
